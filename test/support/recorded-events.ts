import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Change, EventReader, Notice } from '#model';

const folder = '../shared/data/events';

/** Whether the recorded events are there; says so where they are not. */
export function areRecorded(): boolean {
  if (existsSync(folder)) return true;
  process.stdout.write(`skipped: recorded events, ${folder} is not there\n`);
  return false;
}

/** What a reader says of every recorded event: the notices by what they are, and how many documents are of others. */
export function tally(reader: EventReader): { readonly counts: Record<string, number>; readonly notices: Notice[] } {
  const notices: Notice[] = [];
  let others = 0;
  for (const document of recordedEvents()) {
    const found = reader.read(document);
    if (found) notices.push(...found);
    else others += 1;
  }
  const counts: Record<string, number> = { others };
  for (const { is } of notices) counts[is] = (counts[is] ?? 0) + 1;
  return { counts, notices };
}

/** The changes among notices, each with the objects that it touched. */
export const changesIn = (notices: readonly Notice[]): readonly string[] =>
  notices.flatMap((it) => (it.is === 'change' ? `${it.change.call}: ${objectsOf(it.change)}` : [])).sort();

const objectsOf = ({ touched }: Change): string =>
  touched.map(({ target, type, id }) => id ?? `any ${type} of ${target}`).join(', ');

/** One set keeps the events inside of the tests of its rules. */
function* recordedEvents(): Generator {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  for (const name of names.sort()) {
    const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'));
    const tests = name.startsWith('panther') ? testsIn(document) : undefined;
    if (tests) for (const it of tests) yield it;
    else yield document;
  }
}

function testsIn(document: unknown): readonly unknown[] | undefined {
  if (typeof document !== 'object' || document === null || !('tests' in document)) return undefined;
  const { tests } = document;
  if (!Array.isArray(tests)) return undefined;
  return tests.map((it: unknown) => (typeof it === 'object' && it !== null && 'log' in it ? it.log : it));
}
