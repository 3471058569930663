import { defineConfig } from 'vitest/config';

// What is given values and answers values, or closes the servers that it opened, leaves nothing behind: its files share a
// process, which spares loading rules, SDKs and the CDK hundreds of times. Groups of them, so that no process grows too large.
const together = {
  pure: 'test/{bills,clouds,contract,engine,lib,notify,report,rules,sim,tools}/**/*.test.ts',
  kept: 'test/{app,store}/**/*.test.ts',
  stack: 'test/{functions,infra}/**/*.test.ts',
} as const;

export default defineConfig({
  test: {
    projects: [
      ...Object.entries(together).map(([name, files]) => ({
        extends: true as const,
        test: { name, include: [files], isolate: false },
      })),
      {
        extends: true,
        test: {
          name: 'rest',
          include: ['test/**/*.test.ts'],
          exclude: Object.values(together),
          globalSetup: ['test/cli/built.ts'],
        },
      },
    ],
    reporters: ['default', ['json', { outputFile: 'reports/tests.json' }]],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    coverage: {
      include: ['src/**', 'rules/**', 'cli/**', 'functions/**', 'infra/**'],
      reporter: ['text-summary'],
    },
  },
});
