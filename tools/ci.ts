#!/usr/bin/env node
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { text } from 'node:stream/consumers';

// Runs every check, goes on after a failure, and adds up what really ran. Fault runs, figures and fuzzing take minutes, and
// judge counts and ratios, no times: something else runs beside them. The tests have both cores to themselves. What is short
// stands where a core would be idle beside something long.

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

type Lane = readonly Step[];

const stages: readonly (readonly Lane[])[] = [
  [
    [{ name: 'faults', command: npm('faults', '--', '--quick') }],
    [
      { name: 'lint', command: npm('lint') },
      { name: 'mutants, a sample', command: npm('mutation', '--', '--sample', '60', '--seed', '2026') },
      { name: 'types', command: npm('types') },
      { name: 'floors', command: npm('floors') },
      { name: 'generated files', command: npm('gen', '--', '--check') },
    ],
  ],
  [
    [
      {
        name: 'tests, the recorded data among them',
        command: ['npm', 'test', '--', '--coverage'],
        count: tests,
      },
    ],
  ],
  [
    [
      { name: 'figures', command: npm('bench', '--', '--quick') },
      { name: 'format', command: npm('format') },
    ],
    [
      { name: 'fuzz', command: npm('fuzz', '--', '--quick') },
      { name: 'moto', command: ['node', 'tools/moto.ts'], count: lastLine },
    ],
  ],
];

const report = 'reports/tests.json';
rmSync(report, { force: true });

const total = { passed: 0, failed: 0, skipped: 0 };
const broken: string[] = [];
for (const lanes of stages) await Promise.all(lanes.map(runLane));

for (const line of broken) console.log(line);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = total.failed > 0 ? 1 : 0;

async function runLane(lane: Lane): Promise<void> {
  for (const step of lane) await run(step);
}

async function run({ name, command, count = one }: Step): Promise<void> {
  const [program = '', ...words] = command;
  const started = performance.now();
  const child = spawn(program, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await ended) as [number | null];
  const exit = code ?? 1;
  const result = count(exit, stdout);
  for (const key of ['passed', 'failed', 'skipped'] as const) total[key] += result[key];
  if (result.failed > 0) broken.push(`\n== ${name}: ${result.failed} failed`, ...namesOfFailed(stdout + stderr));
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n== ${name}\n${stdout}${stderr}== ${name}: exit ${exit}, ${seconds} s`);
}

/** The lines of a step that say what failed, so that the end of a long log names it. */
function namesOfFailed(output: string): readonly string[] {
  return [
    ...new Set(output.split('\n').filter((line) => /\bFAIL\b|AssertionError|^not ok|is under|missed|✗|×/.test(line))),
  ].slice(0, 40);
}

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
