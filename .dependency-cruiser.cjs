/**
 * The arrows between the rooms (ARCHITECTURE.md), each with its reason. Imports are followed to the sources, as the
 * tests do (condition "development"), so a workspace package counts as the room it is.
 */

const tests = '(\\.test\\.ts|/testing/[^/]+\\.ts)$';

/** Whoever stands at `from` may know nothing of `to`. */
const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** A room and the only rooms it may know, itself included. Its tests may use the testkit too. */
const knowsOnly = (room, rooms, comment) =>
  forbid(
    `${room.replaceAll('/', '-')}-knows-only`,
    comment,
    { path: `^${room}/`, pathNot: tests },
    { path: '^(packages|apps|scripts|e2e|bench)/', pathNot: `^(${[room, ...rooms].join('|')})/` },
  );

module.exports = {
  forbidden: [
    knowsOnly('packages/domain', [], 'What is true depends on nothing we do: it can be read, and tested, alone.'),
    forbid(
      'domain-is-pure',
      'The domain is synchronous and knows no outside: zod is the only package it may use, and nothing of Node.js.',
      { path: '^packages/domain/', pathNot: tests },
      { pathNot: ['^packages/domain/', 'node_modules/zod/'] },
    ),
    knowsOnly('packages/contract', ['packages/domain'], 'A promise to outsiders must not move when an adapter does.'),
    knowsOnly('packages/jobs', ['packages/domain'], 'The verbs speak to the outside through their ports only.'),
    forbid(
      'jobs-has-no-sdk',
      'An SDK in a verb would mean that a port has leaked.',
      { path: '^packages/jobs/', pathNot: tests },
      { path: 'node_modules/' },
    ),
    knowsOnly(
      'packages/adapters',
      ['packages/domain', 'packages/jobs', 'packages/contract'],
      'An adapter keeps a port (jobs) in the words of the domain; it knows no app and no other way to start.',
    ),
    forbid(
      'adapters-know-the-contract-for-webhooks-and-keys-only',
      'What goes to outsiders is made in one place; a store that knew it would store it.',
      { path: '^packages/adapters/(?!webhook/|process/)', pathNot: tests },
      { path: '^packages/contract/' },
    ),
    forbid(
      'adapters-are-strangers',
      'One folder is one outside thing: it can be replaced without reading another. What all processes share is in ' +
        'process/; files/ only chooses between the file stores.',
      { path: '^packages/adapters/(?!files/)([^/]+)/', pathNot: tests },
      { path: '^packages/adapters/[^/]+/', pathNot: '^packages/adapters/($1|process|node_modules)/' },
    ),
    knowsOnly('packages/local', [], 'The world in a box stands in for the outside: it knows nothing of Muster.'),
    forbid(
      'local-is-for-one-machine',
      'What runs in production must not be able to start an embedded service.',
      { path: '^(packages/(domain|contract|jobs|adapters)|apps)/', pathNot: tests },
      { path: '^packages/local/' },
    ),
    forbid(
      'testkit-is-for-tests',
      'Nothing that runs may rest on what only exists to prove it.',
      { path: '^(packages/(?!testkit/)|apps/|scripts/)', pathNot: tests },
      { path: '^packages/testkit/' },
    ),
    knowsOnly(
      'apps/api',
      ['packages/domain', 'packages/contract', 'packages/jobs', 'packages/adapters'],
      'An app is composed of packages; it knows no other app.',
    ),
    knowsOnly(
      'apps/worker',
      ['packages/domain', 'packages/contract', 'packages/jobs', 'packages/adapters'],
      'An app is composed of packages; it knows no other app.',
    ),
    forbid(
      'clients-know-the-contract-only',
      'Portal and command line are clients like any other: what they need must be promised to everybody.',
      { path: '^apps/(portal|cli)/', pathNot: tests },
      { path: '^(packages|apps|scripts)/', pathNot: '^(packages/contract|apps/(portal|cli))/' },
    ),
    forbid(
      'apps-are-imported-by-nobody',
      'An app is started, never imported: it would start in the wrong process.',
      { pathNot: '^apps/' },
      { path: '^apps/' },
    ),
    forbid(
      'scripts-are-imported-by-nobody',
      'Scripts start and prove the house; the house does not rest on them.',
      { pathNot: '^scripts/' },
      { path: '^scripts/' },
    ),
    forbid(
      'no-circles',
      'Two files that need each other are one file. (To know the shape of the other is fine.)',
      {},
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid(
      'everything-is-found',
      'An import that leads nowhere hides from every rule above.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: ['node_modules', '/dist/'] },
    exclude: { path: '/dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.check.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['development', 'import', 'require', 'node', 'types', 'default'],
    },
  },
};
