const transform = { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] };
const shared = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform,
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  setupFilesAfterEnv: ['<rootDir>/test/support/patience.ts'],
};
const others = ['\\.(lab|database)\\.test\\.ts$', '/end-to-end/', '/test/full/'];
const scratch = {
  globalSetup: '<rootDir>/test/support/scratch-setup.ts',
  globalTeardown: '<rootDir>/test/support/scratch-teardown.ts',
};

/** `pure` needs nothing but Node and Temporal; `database` a MariaDB that it starts itself, and roots of its own; `lab` and `end-to-end` need the running lab, one file after the other; `full` does, too, and takes long. */
module.exports = {
  projects: [
    { ...shared, displayName: 'pure', testMatch: ['<rootDir>/test/**/*.test.ts'], testPathIgnorePatterns: others },
    { ...shared, ...scratch, displayName: 'database', testMatch: ['<rootDir>/test/**/*.database.test.ts'] },
    { ...shared, displayName: 'lab', testMatch: ['<rootDir>/test/**/*.lab.test.ts'] },
    { ...shared, displayName: 'end-to-end', testMatch: ['<rootDir>/test/end-to-end/*.test.ts'] },
    { ...shared, ...scratch, displayName: 'full', testMatch: ['<rootDir>/test/full/*.test.ts'] },
  ],
};
