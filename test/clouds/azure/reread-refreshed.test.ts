import { describe, expect, test } from 'vitest';
import { rereadOf } from '../../../src/app/changes/re-read.ts';
import { refreshed } from '#engine/moved/refresh';
import type { Reading, Resource, Touched } from '#model';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { audit, cloudAt } from './audit.ts';
import { of } from '../rereading.ts';
import { azure, changed, one, swept, target, touch } from './rereads.ts';

const inOrder = (reading: Reading, type: string): readonly Resource[] =>
  of(reading, type).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/** What stands after a change: with what was read again in it, and by a new sweep. */
async function after(estate: AzureEstate, touched: readonly Touched[]) {
  const sim = await azure({ estate });
  const again = await rereadOf(cloudAt(sim).cloud, target, touched);
  const { readings } = await audit(await azure({ estate }));
  return { stands: refreshed(swept, again), fresh: readings[0]! };
}

type Kept =
  'managedClusters' | 'networkSecurityGroups' | 'virtualNetworks' | 'virtualMachineScaleSets' | 'disks' | 'registries';

const kinds: readonly (readonly [type: string, kind: Kept])[] = [
  ['aks.cluster', 'managedClusters'],
  ['azure.nsg', 'networkSecurityGroups'],
  ['azure.virtual-network', 'virtualNetworks'],
  ['azure.scale-set', 'virtualMachineScaleSets'],
  ['azure.disk', 'disks'],
  ['acr.registry', 'registries'],
];

const only = (id: string) => (it: { readonly id?: string }) => it.id?.toLowerCase() === id;

describe.each(kinds)('%s', (type, kind) => {
  const { id } = one(type);
  const alter = (change: (it: AzureSubscriptionEstate[Kept][number]) => readonly object[]): AzureEstate =>
    changed((it) => ({ [kind]: it[kind].flatMap((one) => (only(id)(one) ? change(one) : [one])) }));

  test('that was deleted is gone from what stood', async () => {
    const { stands, fresh } = await after(
      alter(() => []),
      [touch(type, id)],
    );
    expect(inOrder(stands, type)).toEqual(of(fresh, type));
    expect(of(stands, type)).toHaveLength(of(swept, type).length - 1);
    expect(stands.complete).toEqual(expect.arrayContaining([...swept.complete]));
    expect(stands.gaps).toEqual([]);
  });

  test('that was changed stands as a sweep reads it', async () => {
    const { stands, fresh } = await after(
      alter((it) => [{ ...it, tags: { changed: 'yes' } }]),
      [touch(type, id)],
    );
    expect(inOrder(stands, type)).toEqual(of(fresh, type));
    expect(of(stands, type)).not.toEqual(of(swept, type));
    expect(stands.gaps).toEqual([]);
  });
});
