import type { Config } from 'jest';

const project = (displayName: string, testMatch: string[]) => ({
  displayName,
  testMatch,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['development', 'node', 'node-addons'] },
  transform: { '^.+\\.[tj]sx?$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } } }] },
  modulePathIgnorePatterns: ['<rootDir>/.*/dist/', '<rootDir>/.muster/'],
});

const config: Config = {
  projects: [
    project('unit', ['<rootDir>/packages/{domain,contract,jobs}/**/*.test.ts', '<rootDir>/scripts/**/*.test.ts']),
    project('adapters', ['<rootDir>/packages/{adapters,local,testkit}/**/*.test.ts', '<rootDir>/apps/**/*.test.ts']),
    {
      ...project('e2e', ['<rootDir>/e2e/**/*.test.ts']),
      globalSetup: '<rootDir>/e2e/buildProduct.cjs',
      setupFilesAfterEnv: ['<rootDir>/packages/testkit/answers/index.ts'],
    },
  ],
  maxWorkers: 2,
  testTimeout: 60_000,
};

export default config;
