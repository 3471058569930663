import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import type { Reading, Resource, Snapshot, Type } from '#model';

/**
 * Orders a reading and gives it the id of its content, without the fields that change by themselves: what its target is called
 * and holds is part of it, for rules are asked by that.
 */
export function snapshotOf(reading: Reading, types: readonly Type[]): Snapshot {
  const volatile = new Map(types.map(({ name, volatile }) => [name, volatile]));
  const resources = [...reading.resources].sort(byTypeAndId);
  const gaps = [...reading.gaps].sort((a, b) => compareText(canonicalJson(a), canonicalJson(b)));
  const complete = [...reading.complete].sort(compareText);
  const steady = resources.map((it) => withoutPaths(it, volatile.get(it.type) ?? []));
  const id = sha256(canonicalJson({ target: reading.target, steady, complete, gaps })).slice(0, 32);
  return { ...reading, resources, gaps, complete, id };
}

/** The order of the resources of a snapshot. */
export const byTypeAndId = (a: Pick<Resource, 'type' | 'id'>, b: Pick<Resource, 'type' | 'id'>): number =>
  compareText(a.type, b.type) || compareText(a.id, b.id);

/** Orders readings and gives each the id of its content. */
export const snapshotsOf = (readings: readonly Reading[], types: readonly Type[]): Snapshot[] =>
  readings.map((reading) => snapshotOf(reading, types));

/** A resource without the configuration at some paths, for digests. */
export const withoutPaths = (it: Resource, paths: readonly string[]): Resource => ({
  ...it,
  config: paths.reduce((config, path) => without(config, path.split('.')), it.config),
});

function without(value: unknown, [step = '', ...rest]: readonly string[]): unknown {
  if (typeof value !== 'object' || value === null || !(step in value)) return value;
  const { [step]: inner, ...others } = value as Record<string, unknown>;
  return rest.length === 0 ? others : { ...others, [step]: without(inner, rest) };
}
