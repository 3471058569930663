import type { Gap, Reading, Resource, Target, Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../json.ts';
import { misfitOf } from './fit.ts';
import type { Flaw } from './unreadable.ts';

/** The version of the document that this reads. */
const schemaVersion = 1;

/**
 * The readings of a snapshot document, `{ "shoalwatch": "snapshot", "schemaVersion": 1, "snapshots": [...] }`, which
 * `shoalwatch collect -o` writes; undefined for any other document.
 */
export function snapshotsOf(
  document: unknown,
  types: readonly Type[],
): { readings: readonly Reading[] } | { flaw: Flaw } | undefined {
  if (!isObject(document) || document['shoalwatch'] !== 'snapshot') return undefined;
  if (document['schemaVersion'] !== schemaVersion) {
    return { flaw: { reason: 'malformed', detail: 'a snapshot of another schema version' } };
  }
  const { snapshots } = document;
  if (!isListOfObjects(snapshots)) return { flaw: { reason: 'malformed', detail: 'a snapshot without snapshots' } };
  const readings = snapshots.map(readingOf).filter((it) => it !== undefined);
  if (readings.length < snapshots.length) {
    return { flaw: { reason: 'malformed', detail: 'a snapshot with parts of another shape' } };
  }
  const byName = new Map(types.map((type) => [type.name, type]));
  const misfits = readings.flatMap(({ resources }) =>
    resources.flatMap(({ type: name, id, config }) => {
      const type = byName.get(name);
      return type ? (misfitOf({ type, id, config }) ?? []) : [];
    }),
  );
  const [misfit] = misfits;
  return misfit === undefined ? { readings } : { flaw: { reason: 'malformed', detail: misfit } };
}

function readingOf(it: Json): Reading | undefined {
  const { target, startedAt, resources, complete, gaps } = it;
  if (!isTarget(target) || typeof startedAt !== 'string' || !isListOfTexts(complete)) return undefined;
  if (!Array.isArray(resources) || !resources.every(isResource)) return undefined;
  if (!Array.isArray(gaps) || !gaps.every(isGap)) return undefined;
  return { target, startedAt, resources, complete, gaps };
}

const isListOfTexts = (it: unknown): it is readonly string[] =>
  Array.isArray(it) && it.every((one) => typeof one === 'string');

const isTarget = (it: unknown): it is Target =>
  isObject(it) && holds(it, ['id', 'provider']) && isListOfTexts(it['scopes']);

const isResource = (it: unknown): it is Resource =>
  isObject(it) && holds(it, ['type', 'id', 'name', 'target']) && 'config' in it;

const isGap = (it: unknown): it is Gap =>
  isObject(it) && holds(it, ['target', 'api', 'reason', 'detail']) && isListOfTexts(it['types']);

const holds = (it: Json, keys: readonly string[]): boolean => keys.every((key) => textAt(it, key) !== undefined);
