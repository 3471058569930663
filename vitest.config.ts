import { defineConfig } from 'vitest/config';

// What is given values and answers values leaves nothing behind: its files share a process, which spares loading the rules
// hundreds of times.
const pure = ['test/{bills,engine,lib,report,rules}/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, isolate: false } },
      { extends: true, test: { name: 'rest', include: ['test/**/*.test.ts'], exclude: pure } },
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
