#!/usr/bin/env node
// npm links a command when it installs, which is before the build: so the link leads here, and from here to the program.
import './dist/main.js';
