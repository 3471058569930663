import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ownReads } from '#clouds/azure/gone';
import type { Resource, ResourceRef } from '#model';
import openApi from '../../../rules/azure/aks/aks-api-public-unrestricted.ts';
import openPort from '../../../rules/azure/network/azure-nsg-admin-port-open.ts';
import type { AzureEstate, AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import { startAzure, type AzureOptions, type AzureSimulator } from '../../sim/azure/server.ts';
import { follower } from '../../support/two-scans.ts';
import { audit, cloudAt, estateOf } from './audit.ts';

const estate = estateOf({ seed: 7, clusters: 4, subscriptions: 1 });
const running: AzureSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function azure(options: Partial<AzureOptions> = {}): Promise<AzureSimulator> {
  const sim = await startAzure({ estate, ...options });
  running.push(sim);
  return sim;
}

const changed = (change: (it: AzureSubscriptionEstate) => Partial<AzureSubscriptionEstate>): AzureEstate => ({
  subscriptions: estate.subscriptions.map((it) => ({ ...it, ...change(it) })),
});
/** Clusters and groups are deleted; what else was in their resource groups is still there. */
const emptied = changed(() => ({
  managedClusters: [],
  networkSecurityGroups: [],
  virtualNetworks: [],
  publicIPAddresses: [],
  applicationGateways: [],
  registries: [],
  roleAssignments: [],
  identities: [],
}));
/** So are their resource groups. */
const bare = changed(() => ({
  ...{ managedClusters: [], networkSecurityGroups: [], virtualNetworks: [], networkInterfaces: [] },
  ...{
    publicIPAddresses: [],
    applicationGateways: [],
    snapshots: [],
    tokens: [],
    scopeMaps: [],
    virtualMachineScaleSets: [],
    disks: [],
    registries: [],
    roleAssignments: [],
    identities: [],
  },
}));
const without = (id: string): AzureEstate =>
  changed(({ networkSecurityGroups: groups }) => ({
    networkSecurityGroups: groups.filter((it) => it.id?.toLowerCase() !== id),
  }));

const asked = async (it: ResourceRef, options: Partial<AzureOptions> = {}): Promise<boolean> =>
  cloudAt(await azure(options)).cloud.isGone(it);

let all: readonly Resource[] = [];
beforeAll(async () => {
  all = (await audit(await azure())).readings.flatMap(({ resources }) => resources);
});
const one = (type: string): Resource => all.find((it) => it.type === type && !it.id.includes('/inherited/'))!;

const calls = {
  'aks.cluster': 'containerservice:managedClusters.get',
  'azure.nsg': 'network:networkSecurityGroups.get',
  'azure.virtual-network': 'network:virtualNetworks.get',
  'azure.public-ip': 'network:publicIPAddresses.get',
  'azure.application-gateway': 'network:applicationGateways.get',
  'acr.registry': 'containerregistry:registries.get',
  'azure.role-assignment': 'authorization:roleAssignments.getById',
  'azure.federated-credentials': 'managedidentity:federatedIdentityCredentials.list',
} as const;

test.each(ownReads.map(({ type, api }) => [type, api] as const))(
  '$name is read with a permission that it names',
  (type, api) => {
    expect(type.reads).toContain(api);
    expect(Object.keys(calls)).toContain(type.name);
  },
);

describe.each(Object.entries(calls))('%s', (name, operation) => {
  test('that exists is not gone', async () => {
    expect(await asked(one(name))).toBe(false);
  });

  test.each([
    ['that was deleted', emptied],
    ['whose resource group was deleted', bare],
  ])('%s is gone', async (_, after) => {
    expect(await asked(one(name), { estate: after })).toBe(true);
  });

  test('of a subscription that cannot be seen is not gone', async () => {
    expect(await asked(one(name), { estate: { subscriptions: [] } })).toBe(false);
  });

  test.each(['denied', 'throttled', 'server-error', 'expired-credentials', 'timeout', 'reset'] as const)(
    'whose own read was answered with %s is not gone',
    async (fault) => {
      const faults = [{ operation, fault, position: 'all' as const }];
      expect(await asked(one(name), { estate: fault === 'timeout' ? estate : emptied, faults })).toBe(false);
    },
  );
});

describe('a role that is inherited', () => {
  const inherited = (): Resource => all.find(({ id }) => id.includes('/inherited/'))!;
  const list = 'authorization:roleAssignments.listForSubscription';

  test('is gone when the subscription inherits it no more', async () => {
    expect(await asked(inherited())).toBe(false);
    expect(await asked(inherited(), { estate: emptied })).toBe(true);
  });

  test('is looked for on every page of what is above the subscription', async () => {
    const above = changed(({ roleAssignments = [] }) => ({
      roleAssignments: roleAssignments.flatMap((it) =>
        it.id?.startsWith('/subscriptions/') ? it : [{ ...it, id: `${it.id ?? ''}-other` }, it],
      ),
    }));
    expect(await asked(inherited(), { estate: above, pageSize: 1 })).toBe(false);
  });

  test('is not gone while that list is denied', async () => {
    const faults = [{ operation: list, fault: 'denied' as const, position: 'all' as const }];
    expect(await asked(inherited(), { estate: emptied, faults })).toBe(false);
  });
});

test.each<[string, (it: Resource) => Partial<ResourceRef>]>([
  ['a type without a read of its own', () => ({ type: 'azure.scale-set' })],
  ['a part of an object', ({ id }) => ({ id: `${id}/securityrules/r` })],
  ['an object of another subscription than the target', () => ({ target: 'azure:other' })],
])('%s is not asked for', async (_, change) => {
  const it = one('azure.nsg');
  const sim = await azure({ estate: emptied });
  expect(await cloudAt(sim).cloud.isGone({ ...it, ...change(it) })).toBe(false);
  expect(sim.calls).toEqual([]);
});

describe('a second scan', () => {
  const scans = async (options: (lost: string) => Partial<AzureOptions>) => {
    const follow = follower([openPort, openApi]);
    const { open } = await follow(cloudAt(await azure()).cloud);
    const lost = open.find((id) => id.includes('/networksecuritygroups/'))!;
    const sim = await azure(options(lost));
    return { open, lost, second: await follow(cloudAt(sim).cloud), trace: sim.trace() };
  };
  const denied = (operation: string) => [{ operation, fault: 'denied', position: 'all' } as const];

  test('finds that a deleted group is gone', async () => {
    const { second, lost, trace } = await scans((id) => ({ estate: without(id) }));
    expect(new Set(second.changes)).toEqual(new Set([`gone ${lost}`]));
    expect(second.open).not.toContain(lost);
    expect(trace['network:networkSecurityGroups.get']).toBe(1);
  });

  test('leaves it open when the listing was lost', async () => {
    const faults = denied('network:networkSecurityGroups.listAll');
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace['network:networkSecurityGroups.get']).toBe(undefined);
  });

  test('leaves it open when its own read is denied', async () => {
    const faults = denied('network:networkSecurityGroups.get');
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace['network:networkSecurityGroups.get']).toBe(1);
  });

  test('of a subscription without clusters closes what was deleted and leaves what is there', async () => {
    const { second, lost, open } = await scans(() => ({ estate: changed(() => ({ managedClusters: [] })) }));
    const clusters = open.filter((id) => id.includes('/managedclusters/'));
    expect(clusters.length).toBeGreaterThan(0);
    expect(new Set(second.changes)).toEqual(new Set(clusters.map((id) => `gone ${id}`)));
    expect(second.open).toContain(lost);
  });
});
