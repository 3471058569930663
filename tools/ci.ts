#!/usr/bin/env node
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

// Runs every check one after the other, goes on after a failure, and adds up what really ran.

interface Count {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads the step's own counts; without it a step counts as one. */
  readonly count?: (exit: number, output: string) => Count;
}

const one = (exit: number): Count => ({ passed: exit === 0 ? 1 : 0, failed: exit === 0 ? 0 : 1, skipped: 0 });
const npm = (...words: string[]): readonly string[] => ['npm', 'run', '--silent', ...words];

const steps: readonly Step[] = [
  { name: 'types', command: npm('types') },
  { name: 'format', command: npm('format') },
  { name: 'lint', command: npm('lint') },
  { name: 'floors', command: npm('floors') },
  { name: 'generated files', command: npm('gen', '--', '--check') },
  { name: 'tests, the recorded data among them', command: ['npm', 'test', '--', '--coverage'], count: tests },
  { name: 'figures', command: npm('bench', '--', '--quick') },
  { name: 'faults', command: npm('faults', '--', '--quick') },
  { name: 'fuzz', command: npm('fuzz', '--', '--quick') },
  { name: 'mutants, a sample', command: npm('mutation', '--', '--sample', '300', '--seed', '2026') },
  { name: 'moto', command: ['node', 'tools/moto.ts'], count: lastLine },
];

const report = 'reports/tests.json';
rmSync(report, { force: true });

const total = { passed: 0, failed: 0, skipped: 0 };
for (const { name, command, count = one } of steps) {
  const [program = '', ...words] = command;
  console.log(`\n== ${name}`);
  const started = performance.now();
  const { status, stdout } = spawnSync(program, words, {
    stdio: ['ignore', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 256e6,
  });
  process.stdout.write(stdout);
  const result = count(status ?? 1, stdout);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += result[key];
  console.log(`== ${name}: exit ${status ?? 1}, ${((performance.now() - started) / 1000).toFixed(0)} s`);
}

console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

function tests(exit: number): Count {
  if (!existsSync(report)) return one(1);
  const read = JSON.parse(readFileSync(report, 'utf8')) as Record<string, number>;
  const passed = read['numPassedTests'] ?? 0;
  const skipped = (read['numPendingTests'] ?? 0) + (read['numTodoTests'] ?? 0);
  const failed = read['numFailedTests'] ?? 0;
  const silent = exit !== 0 && failed === 0 ? 1 : 0;
  return { passed, failed: failed + silent, skipped };
}

/** A step that ends with `N passed, N failed` has counted itself. */
function lastLine(exit: number, output: string): Count {
  const [, passed, failed, skipped = '0'] =
    /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/.exec(output.trimEnd().split('\n').at(-1) ?? '') ?? [];
  if (passed === undefined || failed === undefined) return one(1);
  const silent = exit !== 0 && failed === '0' ? 1 : 0;
  return { passed: Number(passed), failed: Number(failed) + silent, skipped: Number(skipped) };
}
