'use strict';
const { runCompiled, setUp } = require('./set-up');

setUp();
void runCompiled('lab/chaos/main.js', process.argv.slice(2)).then((code) => process.exit(code));
