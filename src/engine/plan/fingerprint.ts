import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import type { Resource, Snapshot, TypedAction } from '#model';
import { isOwnedBy, ownersOf } from '../guards/owner.ts';
import { changedBySteps } from './plan-lines.ts';
import { steady, valueAt } from './steady.ts';
import { worldOf } from '../world.ts';

/**
 * A digest of what a plan writes over and of what its guards look at: the values at the written paths, the objects that
 * would appear or vanish, when each was made and which tool owns it. The order in which a provider lists things says
 * nothing.
 */
export function fingerprintOf(snapshots: readonly Snapshot[], steps: readonly TypedAction[]): string {
  const world = worldOf(snapshots);
  const parts = steps.flatMap(({ type, action: { subject } }) => {
    const it = world.at(subject.id).find(({ target }) => target === subject.target);
    const paths = [...type.writes, ...(guarded[subject.type] ?? [])];
    return [partOf(subject.id, it), ...paths.map((path) => [subject.id, path, steady(valueAt(it?.config, path))])];
  });
  const beside = changedBySteps(snapshots, steps)
    .filter(({ path }) => path === '')
    .map(({ resource, before }) => [resource.id, '', before === undefined ? 'absent' : 'there']);
  const texts = [...parts, ...beside].map(canonicalJson);
  return sha256(canonicalJson([...new Set(texts)].sort(compareText))).slice(0, 32);
}

const partOf = (id: string, it: Resource | undefined): readonly unknown[] => [
  id,
  it === undefined ? 'absent' : (it.created ?? 'there'),
  it === undefined
    ? []
    : ownersOf(it)
        .filter(isOwnedBy)
        .map(({ tool, name }) => [tool, name]),
];

/** What guards read of clusters besides what is written. */
const guarded: Readonly<Record<string, readonly string[]>> = {
  'eks.cluster': ['resourcesVpcConfig.endpointPublicAccess', 'resourcesVpcConfig.endpointPrivateAccess'],
};
