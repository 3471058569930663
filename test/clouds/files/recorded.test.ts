import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFiles, type FilesRead } from '#clouds/files/read-files';
import { unreadableReasons } from '#clouds/files/unreadable';
import { seenIn } from './count-by-hand.ts';
import { at, recognisers } from './folder.ts';
import { recordedCounts } from './recorded-counts.ts';

const data = '../shared/data';
const providers = ['aws', 'azure', 'gcp', 'kubernetes'];
const sets = existsSync(data)
  ? providers.flatMap((it) => readdirSync(join(data, it)).map((set) => `${it}/${set}`)).sort()
  : [];

/** The texts at the top of a configuration: what it is called is among them. */
const ids = (config: unknown): unknown[] =>
  Object.values(Object(config) as object).filter((it) => typeof it === 'string');

const say = (text: string): boolean => process.stdout.write(`${text}\n`);
const readSet = (set: string): Promise<FilesRead> => readFiles({ paths: [join(data, set)], recognisers, at });

test('the recorded sets are there, or their absence is printed', () => {
  const documents = Object.values(recordedCounts).reduce((sum, it) => sum + it.documents, 0);
  const all = Object.keys(recordedCounts);
  if (sets.length === 0) say(`recorded files: skipped, ${all.length} sets of ${documents} documents are not here`);
  else expect(sets).toEqual(all);
});

test.each(sets)('every document of %s is inventoried or named once', async (set) => {
  const found = await readSet(set);
  const { files, documents, inventoried, resources, unreadable } = found.counts;
  const named = Object.entries(unreadable).map(([reason, count]) => `${reason} ${count}`);
  say(
    `${set}: ${files} files, ${documents} documents, ${inventoried} inventoried, ${resources} resources; ${named.join(', ')}`,
  );
  expect(found.unreadable.every(({ reason }) => reason in unreadableReasons)).toBe(true);
  // A superseded object was inventoried; in these sets every other reason is that of a whole document.
  const whole = found.unreadable.filter(({ reason }) => reason !== 'superseded').length;
  expect(inventoried + whole).toBe(documents);
  expect(found.counts).toEqual(recordedCounts[set]);
  expect(new Set(found.readings.map(({ target }) => target.id)).size).toBe(found.readings.length);
});

test.each(sets)('no object of a judged type is left out of %s', async (set) => {
  const found = await readSet(set);
  const held = new Map<string, string>();
  for (const { target, resources } of found.readings) {
    for (const { type, id, name, config } of resources) {
      const key = `${target.folder ?? ''}\n${type}`;
      held.set(key, `${held.get(key) ?? ''}\n${JSON.stringify([id, name.split('/').at(-1), ids(config)])}`);
    }
  }
  const seen = seenIn(join(data, set));
  const missing = seen.filter(({ folder, type, mark }) => !held.get(`${folder}\n${type}`)?.includes(`"${mark}"`));
  say(`${set}: ${seen.length} objects seen by hand, ${missing.length} missing`);
  expect(missing).toEqual([]);
});

const counted = (found: readonly FilesRead[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { readings } of found) {
    for (const { resources } of readings) for (const { type } of resources) counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
};

test.runIf(sets.length > 0)('the counts that have to hold', async () => {
  const counts = counted(await Promise.all(sets.map(readSet)));
  for (const [type, count] of Object.entries(counts).sort()) say(`${type.padEnd(30)}${count}`);
  expect(counts).toMatchObject({
    'aks.cluster': 138,
    'azure.nsg': 8,
    'gke.cluster': 10,
    'gcp.firewall': 1,
  });
});
