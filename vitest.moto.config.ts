import { defineConfig } from 'vitest/config';

// The cross-check against moto, which tools/moto.ts starts: `npm test` runs none of it.
export default defineConfig({
  test: {
    include: ['test/moto/**/*.moto.ts'],
    globalSetup: ['test/moto/setup.ts'],
    reporters: ['default', ['json', { outputFile: 'reports/moto.json' }]],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
