import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Figure } from '../figures.ts';

/** Where the same input is judged: each with its own order of everything, time zone and locale. */
const places = [
  { order: 'as-read', TZ: 'UTC', LC_ALL: 'C' },
  { order: 'shuffled-1', TZ: 'Pacific/Kiritimati', LC_ALL: 'tr_TR.UTF-8' },
  { order: 'shuffled-2', TZ: 'America/St_Johns', LC_ALL: 'de_DE.UTF-8' },
] as const;

/** Same input, same bytes: the machine-readable output of three runs, apart from what it says of the run itself. */
export async function r7(): Promise<Figure> {
  const printed = [];
  for (const place of places) printed.push({ ...place, text: await outputAt(place) });
  const [first] = printed;
  const different = printed.filter(({ text }) => text !== first?.text).length;
  return {
    id: 'R7',
    counts: { runs: printed.length, different },
    table: [
      ['order', 'time zone', 'locale', 'bytes', 'as the first'],
      ...printed.map((it) => [it.order, it.TZ, it.LC_ALL, it.text.length, it.text === first?.text ? 'yes' : 'no']),
    ],
    notes: printed.flatMap(({ text }) => (text === first?.text ? [] : [firstDifference(first?.text ?? '', text)])),
    missed: different > 0 ? [`${different} of ${printed.length} outputs differ`] : [],
  };
}

async function outputAt({ order, TZ, LC_ALL }: (typeof places)[number]): Promise<string> {
  const child = fileURLToPath(new URL('./r7-child.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [child, order], {
    env: { ...process.env, TZ, LC_ALL, LANG: LC_ALL },
    maxBuffer: 256 * 1024 * 1024,
  });
  return stdout;
}

function firstDifference(one: string, other: string): string {
  let at = 0;
  while (one[at] === other[at]) at += 1;
  return `at ${at}: ${one.slice(Math.max(0, at - 80), at + 80)} | ${other.slice(Math.max(0, at - 80), at + 80)}`;
}
