import { describe, expect, test } from 'vitest';
import { rereadOf } from '../../../src/app/changes/re-read.ts';
import { refreshed } from '#engine/moved/refresh';
import type { Reading, Resource, Touched } from '#model';
import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { audit, cloudAt } from './audit.ts';
import { of } from '../rereading.ts';
import { changed, gcp, one, swept, target, touch } from './rereads.ts';

const inOrder = (reading: Reading, type: string): readonly Resource[] =>
  of(reading, type).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What stands after a change: with what was read again in it, and by a new sweep. */
async function after(estate: GcpEstate, touched: readonly Touched[]) {
  const sim = await gcp({ estate });
  const again = await rereadOf(cloudAt(sim).cloud, target, touched);
  const { readings } = await audit(await gcp({ estate }));
  return { stands: refreshed(swept, again), fresh: readings[0]! };
}

type Kept = 'clusters' | 'networks' | 'subnetworks' | 'firewalls' | 'repositories' | 'keys';

/** Each with a field that people change. */
const kinds: readonly (readonly [type: string, kind: Kept, change: object])[] = [
  ['gke.cluster', 'clusters', { description: 'changed' }],
  ['gcp.network', 'networks', { description: 'changed' }],
  ['gcp.subnetwork', 'subnetworks', { description: 'changed' }],
  ['gcp.firewall', 'firewalls', { description: 'changed' }],
  ['gcp.artifact-registry', 'repositories', { description: 'changed' }],
  ['gcp.kms-key', 'keys', { labels: { changed: 'yes' } }],
];

describe.each(kinds)('%s', (type, kind, change) => {
  const { id } = one(type);
  const isOne = ({ name, location }: { readonly name?: string | null; readonly location?: string | null }): boolean =>
    id.endsWith(`/${name ?? ''}`) && (!location || id.includes(`/${location}/`));
  const alter = (to: (it: GcpProjectEstate[Kept][number]) => readonly object[]): GcpEstate =>
    changed((it) => ({ [kind]: it[kind].flatMap((one) => (isOne(one) ? to(one) : [one])) }));

  test('that was changed stands as a sweep reads it', async () => {
    const { stands, fresh } = await after(
      alter((it) => [{ ...it, ...change }]),
      [touch(type, id)],
    );
    expect(inOrder(stands, type)).toEqual(of(fresh, type));
    expect(inOrder(stands, type)).not.toEqual(of(swept, type));
    expect([stands.gaps, stands.complete]).toEqual([[], swept.complete]);
  });

  test('that was deleted is gone from what stood', async () => {
    const { stands } = await after(
      alter(() => []),
      [touch(type, id)],
    );
    expect(inOrder(stands, type)).toEqual(of(swept, type).filter((it) => it.id !== id));
    expect([stands.gaps, stands.complete]).toEqual([[], swept.complete]);
  });
});
