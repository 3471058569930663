import { defineConfig } from 'vitest/config';

// The tests that judge rules and the engine, plans among it: what the mutation run measures.
export default defineConfig({
  test: {
    include: ['test/rules/**/*.test.ts', 'test/engine/**/*.test.ts', 'test/app/remediate/{gates,refused,tend}.test.ts'],
    // These read the pages in docs/, which the sandbox leaves out.
    exclude: ['test/rules/meta.test.ts', 'test/rules/frameworks.test.ts'],
    // Each mutant has a process of its own, in which its test files load rules and engine once and not each anew.
    isolate: false,
    // A machine that runs many mutants at once is slow; a mutant that never ends is still stopped.
    testTimeout: 30_000,
  },
});
