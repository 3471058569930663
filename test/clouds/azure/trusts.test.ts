import { afterEach, describe, expect, test } from 'vitest';
import type { Resource } from '#model';
import type { AzureSubscriptionEstate } from '../../sim/azure/estate.ts';
import type { Fault, Position } from '../../sim/faults.ts';
import { startAzure, type AzureSimulator } from '../../sim/azure/server.ts';
import { onlyResource, read as readFiles } from '../files/folder.ts';
import { audit, estateOf } from './audit.ts';

const [held] = estateOf({ seed: 7, clusters: 3 }).subscriptions;
const account = held!.subscription.subscriptionId ?? '';
const root = `/subscriptions/${account}/resourcegroups`;
const identities = `${root}/identities/providers/microsoft.managedidentity/userassignedidentities`;
const running: AzureSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

interface Asked {
  readonly changes?: Partial<AzureSubscriptionEstate>;
  readonly fault?: { readonly operation: string; readonly fault: Fault; readonly position: Position };
  readonly pageSize?: number;
}

/** What is read of one type, with the gaps on it. */
async function read(type: string, { changes = {}, fault, pageSize }: Asked = {}) {
  const sim = await startAzure({
    estate: { subscriptions: [{ ...held!, ...changes }] },
    ...(pageSize && { pageSize }),
  });
  running.push(sim);
  sim.setFaults(fault ? [fault] : []);
  const [reading] = (await audit(sim)).readings;
  return {
    found: reading!.resources.filter((it) => it.type === type),
    gaps: reading!.gaps.filter(({ types }) => types.includes(type)),
    isWhole: reading!.complete.includes(type),
  };
}

const counts = (found: readonly Resource[]): readonly (readonly [string, number])[] =>
  found.map(({ id, config }) => [id.split('/').at(-2) ?? '', (config as { value: unknown[] }).value.length]);

describe('federated credentials', () => {
  const type = 'azure.federated-credentials';
  const listed = 'managedidentity:federatedIdentityCredentials.list';
  const all = 'managedidentity:userAssignedIdentities.listBySubscription';

  test('are one object for each identity, with what they let in', async () => {
    const { found, gaps, isWhole } = await read(type);
    expect(counts(found)).toEqual([
      ['left', 1],
      ['pipeline', 1],
      ['web', 2],
    ]);
    expect([gaps, isWhole]).toEqual([[], true]);
    expect(found[1]).toEqual({
      type,
      id: `${identities}/pipeline/federatedidentitycredentials`,
      name: 'pipeline',
      target: `azure:${account}`,
      config: {
        value: [
          {
            name: 'main',
            issuer: 'https://token.actions.githubusercontent.com',
            subject: 'repo:shop/web:ref:refs/heads/main',
            audiences: ['api://AzureADTokenExchange'],
          },
        ],
      },
    });
  });

  test('are all read from pages of one', async () => {
    expect(counts((await read(type, { pageSize: 1 })).found)).toEqual(counts((await read(type)).found));
  });

  test('of one identity that were refused are a gap on it', async () => {
    const { found, gaps } = await read(type, { fault: { operation: listed, fault: 'denied', position: 'first' } });
    const api = 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read';
    expect(found).toHaveLength(2);
    expect(gaps).toMatchObject([{ api, reason: 'denied', permission: api }]);
    expect(gaps[0]!.resource).toMatch(/\/userassignedidentities\/\w+\/federatedidentitycredentials$/);
  });

  test('are not whole where a page of identities was lost', async () => {
    const fault = { operation: all, fault: 'denied', position: 2 } as const;
    const { found, gaps, isWhole } = await read(type, { fault, pageSize: 1 });
    expect(counts(found)).toEqual([['web', 2]]);
    const api = 'Microsoft.ManagedIdentity/userAssignedIdentities/read';
    expect([gaps, isWhole]).toMatchObject([[{ api, reason: 'denied', permission: api }], false]);
  });

  test('that are half read are not kept', async () => {
    const fault = { operation: listed, fault: 'denied', position: 2 } as const;
    const { found } = await read(type, {
      fault,
      pageSize: 1,
      changes: { identities: held!.identities?.slice(0, 1) ?? [] },
    });
    expect(found).toEqual([]);
  });

  test.each([
    ['as the Resource Manager answers them', (it: object) => ({ value: [it] })],
    ['as az prints them', (it: { properties: object }) => [{ ...it, ...it.properties, resourceGroup: 'identities' }]],
  ])('%s are found in files', async (_, printed) => {
    const wire = held!.federatedCredentials?.find(({ name }) => name === 'main') as { properties: object };
    const found = onlyResource(await readFiles({ 'a.json': printed(wire) }));
    const [there] = (await read(type)).found.filter(({ name }) => name === 'pipeline');
    expect([found.type, found.id, found.name, found.config]).toEqual([type, there!.id, there!.name, there!.config]);
  });
});

describe('trusted access', () => {
  const type = 'aks.trusted-access';
  const listed = 'containerservice:trustedAccessRoleBindings.list';

  test('is one object for each cluster, whoever it trusts', async () => {
    const { found, gaps, isWhole } = await read(type);
    expect(counts(found)).toEqual([
      ['aks-0', 0],
      ['aks-1', 1],
      ['aks-2', 1],
    ]);
    expect([gaps, isWhole]).toEqual([[], true]);
    expect(found[1]!.config).toMatchObject({
      value: [{ name: 'backup', roles: ['Microsoft.DataProtection/backupVaults/backup-operator'] }],
    });
  });

  test('of one cluster that was refused is a gap on it', async () => {
    const { found, gaps } = await read(type, { fault: { operation: listed, fault: 'denied', position: 'first' } });
    const api = 'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/read';
    expect(found).toHaveLength(2);
    expect(gaps).toMatchObject([{ api, reason: 'denied', permission: api }]);
    expect(gaps[0]!.resource).toMatch(/\/aks-\d\/trustedaccessrolebindings$/);
  });

  test('is not whole where clusters are missing', async () => {
    const fault = { operation: 'containerservice:managedClusters.list', fault: 'denied', position: 2 } as const;
    expect(await read(type, { fault, pageSize: 1 })).toMatchObject({ isWhole: false, gaps: [{ reason: 'denied' }] });
  });

  test('has its roles read once in each location', async () => {
    const places = new Set(held!.managedClusters.map(({ location }) => location));
    const { found } = await read('aks.trusted-access-roles', { pageSize: 1 });
    expect(found.map(({ name }) => name)).toEqual([...places].sort());
    expect(found.map(({ config }) => (config as { value: unknown[] }).value.length)).toEqual(found.map(() => 3));
  });

  test('is found in files as the Resource Manager answers it', async () => {
    const [wire] = held!.trustedAccess ?? [];
    const found = onlyResource(await readFiles({ 'a.json': { value: [wire] } }));
    const [, there] = (await read(type)).found;
    expect([found.type, found.id, found.name, found.config]).toEqual([type, there!.id, there!.name, there!.config]);
  });

  test('has its roles in files that say of which location', async () => {
    const uri = `https://management.azure.com/subscriptions/${account}/providers/Microsoft.ContainerService/locations/westeurope/trustedAccessRoles?api-version=2026-06-01`;
    const data = { value: held!.trustedAccessRoles };
    const recorded = {
      version: 1,
      interactions: [{ request: { method: 'GET', uri }, response: { status: { code: 200 }, body: { data } } }],
    };
    const found = onlyResource(await readFiles({ 'a.json': recorded }));
    expect([found.type, found.id, found.name]).toEqual([
      'aks.trusted-access-roles',
      `/subscriptions/${account}/providers/microsoft.containerservice/locations/westeurope/trustedaccessroles`,
      'westeurope',
    ]);
  });
});
