#!/usr/bin/env node
'use strict';
const { existsSync } = require('node:fs');
const { join } = require('node:path');

const entry = join(__dirname, '..', 'dist', 'cli', 'main.js');
if (existsSync(entry)) require(entry);
else {
  console.error('StackLeap is not compiled yet: npm ci && npm run build');
  process.exitCode = 2;
}
