'use strict';
const { execFileSync } = require('node:child_process');
const { join } = require('node:path');

/** The stories run what is built: build it once, before the first of them. */
module.exports = () => {
  const root = join(__dirname, '..');
  execFileSync(process.execPath, [join(root, 'node_modules/@typescript/native/bin/tsc'), '-b'], {
    cwd: root,
    stdio: 'inherit',
  });
  execFileSync(process.execPath, [join(root, 'scripts/buildPortal.mjs')], { cwd: root, stdio: 'inherit' });
};
