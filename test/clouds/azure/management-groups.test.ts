import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { azureTypes } from '#clouds/azure/types';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { generateAzureEstate } from '../../sim/azure/generate.ts';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import { audit, cloudAt } from './audit.ts';

const [model] = generateAzureEstate({ seed: 7, clusters: 1 }).subscriptions;
const idOf = (at: number): string => `abcdef00-0000-4000-8000-${String(at).padStart(12, '0')}`;

const subscription = (at: number, state: 'Enabled' | 'Deleted' = 'Enabled'): AzureSubscriptionEstate => ({
  ...model!,
  ...{ subscription: { ...model!.subscription, subscriptionId: idOf(at), state }, managedClusters: [] },
});

/** The root holds 0 and the group `prod` with 1 and 2, below which `shop` holds 3, and `shop-eu` below it 4; 9 is in none. */
const estate: AzureEstate = {
  subscriptions: [...[0, 1, 2, 3, 4, 9].map((at) => subscription(at)), subscription(8, 'Deleted')],
  managementGroups: [
    { name: 'root', subscriptions: [idOf(0)] },
    { name: 'Prod', parent: 'root', subscriptions: [idOf(1), idOf(2)] },
    { name: 'shop', parent: 'Prod', subscriptions: [idOf(3)] },
    { name: 'shop-eu', parent: 'shop', subscriptions: [idOf(4)] },
  ],
};

let sim: AzureSimulator;
beforeAll(async () => {
  sim = await startAzure({ estate, pageSize: 3 });
});
afterEach(() => {
  sim.setFaults([]);
});
afterAll(() => sim.close());

const descendants = 'Microsoft.Management/managementGroups/descendants/read';

const discover = async (settings: Parameters<typeof cloudAt>[1]) => {
  const { cloud, gate } = cloudAt(sim, settings);
  const { targets, gaps, skipped } = await cloud.discover();
  return { ids: targets.map(({ id }) => id), targets, gaps, skipped, sent: gate.trace.map(({ api }) => api) };
};
const targets = (...ats: readonly number[]): readonly string[] => ats.map((at) => `azure:${idOf(at)}`);

describe('subscriptions', () => {
  test('of a management group are those of all groups below it, over pages', async () => {
    const { ids, gaps, sent } = await discover({ sources: [{ managementGroup: 'prod' }] });
    expect(ids).toEqual(targets(1, 2, 3, 4));
    expect(gaps).toEqual([]);
    expect(sent).toEqual([descendants, descendants]);
  });

  test('that are excluded are not read, in any spelling', async () => {
    const { ids } = await discover({
      sources: [{ managementGroup: 'root', exclude: [idOf(0).toUpperCase(), idOf(3), idOf(9)] }],
    });
    expect(ids).toEqual(targets(1, 2, 4));
  });

  test('may be all that the sign-in reaches but some', async () => {
    const { ids, sent } = await discover({ sources: [{ exclude: [idOf(9).toUpperCase(), idOf(1)] }] });
    expect(ids).toEqual(targets(0, 2, 3, 4));
    expect(new Set(sent)).toEqual(new Set(['Microsoft.Resources/subscriptions/read']));
  });

  test('that several entries lead to are read once, by the nearest', async () => {
    const sources = [
      { exclude: [], environment: 'any' },
      { managementGroup: 'root', environment: 'all' },
      { managementGroup: 'Prod', environment: 'prod' },
      { managementGroup: 'shop', environment: 'shop' },
      { subscriptions: [idOf(1).toUpperCase()], environment: 'one' },
      { subscriptions: [idOf(1)], environment: 'never' },
    ];
    const found = await discover({ sources });
    expect(found.targets.map(({ id, environment }) => [id.at(-1), environment])).toEqual([
      ['0', 'all'],
      ['1', 'one'],
      ['2', 'prod'],
      ['3', 'shop'],
      ['4', 'shop'],
      ['9', 'any'],
    ]);
  });

  test('that are asked for by name alone keep the label of the entry that names them', async () => {
    const sources = [{ managementGroup: 'root' }, { subscriptions: [idOf(1), idOf(2)], environment: 'prod' }];
    const found = await discover({ sources, subscriptionIds: [idOf(1).toUpperCase(), idOf(9)] });
    expect(found.targets.map(({ id, environment }) => [id.at(-1), environment])).toEqual([
      ['1', 'prod'],
      ['9', undefined],
    ]);
    expect(found.sent).toEqual([]);
  });

  test('of which none is left are a cloud that is skipped, and says why', async () => {
    const found = await discover({ sources: [{ managementGroup: 'shop-eu', exclude: [idOf(4)] }] });
    expect([found.targets, found.gaps]).toEqual([[], []]);
    expect(found.skipped).toBe('What is to be read holds no subscription that is not left out.');
  });

  test('of a group that the sign-in cannot read are targets that say so', async () => {
    const unseen = { ...estate, subscriptions: estate.subscriptions.slice(0, 1) };
    const blind = await startAzure({ estate: unseen });
    const { discovery, readings } = await audit(blind, { sources: [{ managementGroup: 'shop' }] });
    expect(discovery.targets.map(({ id }) => id)).toEqual(targets(3, 4));
    expect(readings.map(({ gaps }) => gaps.map(({ reason }) => reason))).toEqual([['not-found'], ['not-found']]);
    await blind.close();
  });
});

describe('what cannot be listed has a target of its own', () => {
  const operation = 'managementgroups:managementGroups.listDescendants';

  test('with the permission, where the group is refused, and the others are read', async () => {
    sim.setFaults([{ operation, fault: 'denied', position: 'all' }]);
    const found = await discover({ sources: [{ managementGroup: 'prod' }, { subscriptions: [idOf(9)] }] });
    expect(found.ids).toEqual([...targets(9), 'azure:unknown']);
    expect(found.gaps).toMatchObject([
      { target: 'azure:unknown', api: descendants, reason: 'denied', permission: descendants },
    ]);
    expect(found.gaps[0]!.types).toEqual(azureTypes.map(({ name }) => name));
    expect(found.gaps[0]!.detail).toMatch(/^The subscriptions of the management group prod could not be listed\. /);
  });

  test('where a later page is refused, and what came before is read', async () => {
    sim.setFaults([{ operation, fault: 'denied', position: 'last' }], { [operation]: 2 });
    const found = await discover({ sources: [{ managementGroup: 'prod' }] });
    expect(found.ids).toEqual([...targets(1, 2), 'azure:unknown']);
  });

  test('where the group is not there', async () => {
    const found = await discover({ sources: [{ managementGroup: 'gone' }] });
    expect(found.gaps).toMatchObject([{ api: descendants, reason: 'not-found' }]);
  });
});
