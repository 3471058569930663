import { join } from 'node:path';
import { getHeapStatistics } from 'node:v8';
import { clip } from '#lib/text';
import { seeded } from '../../sim/seeded.ts';
import { round, type Figure, type Options } from '../figures.ts';
import { answerSubjects, thrown } from './answers.ts';
import { billSubjects } from './bills.ts';
import { customSubjects } from './custom.ts';
import { eventSubjects } from './events.ts';
import { fileSubjects } from './files.ts';
import { reportSubjects } from './reports.ts';
import { slackSubjects } from './slack.ts';
import { fuzz, type Fuzzed } from './subject.ts';
import { textSubjects } from './texts.ts';

const cases = { quick: 300, usual: 3000, full: 30_000 } as const;

/** Bytes that may be held after all cases beyond those before them. The heap itself is limited by the script's own flag. */
const mostHeld = 64 * 1024 * 1024;

/** Everything that takes what others write, under seeded random changes: no crash, no hang, bounded memory. */
export async function s1({ size, seed, say }: Options, folder: string): Promise<Figure> {
  const subjects = [
    ...textSubjects,
    ...customSubjects(),
    ...billSubjects,
    ...eventSubjects,
    ...(await answerSubjects()),
    ...(await fileSubjects(join(folder, 'fuzzed'))),
    ...(await reportSubjects({ width: 100, colour: true, unicode: true, wide: false })),
    ...slackSubjects,
  ];
  const before = heldNow();
  const results: Fuzzed[] = [];
  for (const subject of subjects) {
    say(`S1 ${subject.name}`);
    results.push(await fuzz(subject, cases[size], String(seed), seeded));
  }
  const held = heldNow() - before;
  const total = (column: 'cases' | 'crash' | 'hang'): number => results.reduce((sum, it) => sum + it[column], 0);
  const counts = { targets: subjects.length, cases: total('cases'), crash: total('crash'), hang: total('hang') };
  const unknowns = [...thrown].map(([rule, { count, message }]) => `${rule} ${count} times, as in: ${message}`);
  return {
    id: 'S1',
    counts,
    table: [
      ['target', 'cases', 'crashes', 'hangs', 'slowest ms'],
      ...results.map((it) => [it.name, it.cases, it.crash, it.hang, round(it.slowestMs, 1)]),
    ],
    notes: [
      `memory held after all cases beyond that before them: ${megabytes(held)} MB, at a heap of ${heapLimit()} MB`,
      `rules that threw over answers of an impossible shape, each time an unknown: ${unknowns.length}`,
      ...unknowns.map((it) => clip(it, 160)),
      ...results.flatMap(({ name, examples }) => examples.map((it) => `${name}: ${it}`)),
    ],
    missed: [
      ...(counts.crash > 0 ? [`${counts.crash} crashes`] : []),
      ...(counts.hang > 0 ? [`${counts.hang} hangs over 50 ms`] : []),
      ...(held > mostHeld ? [`${megabytes(held)} MB more are held than before`] : []),
    ],
  };
}

/** Bytes that are alive: what a process asks the machine for says more of when it was collected than of what it holds. */
function heldNow(): number {
  if (!globalThis.gc) throw new Error('S1 is measured with --expose-gc: npm run fuzz');
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1024 ** 2);

const heapLimit = (): number => megabytes(getHeapStatistics().heap_size_limit);
