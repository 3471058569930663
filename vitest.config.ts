import { defineConfig } from 'vitest/config';

// What is given values and answers values, or closes the servers that it opened, leaves nothing behind: its files share a
// process, which spares loading rules and SDKs hundreds of times.
const tidy = ['test/{bills,clouds,contract,engine,lib,notify,report,rules,sim}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'tidy', include: tidy, isolate: false } },
      { extends: true, test: { name: 'rest', include: ['test/**/*.test.ts'], exclude: tidy } },
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
