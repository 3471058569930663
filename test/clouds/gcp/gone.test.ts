import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ownReads } from '#clouds/gcp/gone';
import type { Resource, ResourceRef } from '#model';
import openPort from '../../../rules/gcp/compute/gcp-firewall-admin-port-open.ts';
import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpOptions, type GcpSimulator } from '../../sim/gcp/server.ts';
import { follower } from '../../support/two-scans.ts';
import { audit, cloudAt } from './audit.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 6, projects: 1 });
const running: GcpSimulator[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function gcp(options: Partial<GcpOptions> = {}): Promise<GcpSimulator> {
  const sim = await startGcp({ estate, ...options });
  running.push(sim);
  return sim;
}

const changed = (change: (it: GcpProjectEstate) => Partial<GcpProjectEstate>): GcpEstate => ({
  projects: estate.projects.map((it) => ({ ...it, ...change(it) })),
});
const nothing = { clusters: [], firewalls: [], networks: [], subnetworks: [], keys: [], repositories: [] };
const emptied = changed(() => nothing);
const without = (id: string): GcpEstate =>
  changed(({ firewalls }) => ({ firewalls: firewalls.filter(({ name }) => !id.endsWith(`/${name ?? ''}`)) }));

const asked = async (it: ResourceRef, options: Partial<GcpOptions> = {}): Promise<boolean> =>
  cloudAt(await gcp(options)).cloud.isGone(it);

let all: readonly Resource[] = [];
beforeAll(async () => {
  all = (await audit(await gcp())).readings.flatMap(({ resources }) => resources);
});
const one = (type: string): Resource => all.find((it) => it.type === type)!;

const calls = {
  'gke.cluster': 'container:GetCluster',
  'gcp.firewall': 'compute:firewalls.get',
  'gcp.subnetwork': 'compute:subnetworks.get',
  'gcp.effective-firewalls': 'compute:networks.getEffectiveFirewalls',
  'gcp.region-effective-firewalls': 'compute:regionNetworkFirewallPolicies.getEffectiveFirewalls',
  'gcp.kms-key': 'cloudkms:GetCryptoKey',
  'gcp.kms-policy': 'cloudkms:GetIamPolicy',
  'gcp.artifact-registry': 'artifactregistry:GetRepository',
  'gcp.artifact-registry-policy': 'artifactregistry:GetIamPolicy',
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
    const sim = await gcp();
    expect(await cloudAt(sim).cloud.isGone(one(name))).toBe(false);
    expect(sim.calls.map((it) => [it.operation, it.status])).toEqual([
      [operation, operation.startsWith('compute') ? 200 : 0],
    ]);
  });

  test('that was deleted is gone', async () => {
    expect(await asked(one(name), { estate: emptied })).toBe(true);
  });

  test('of a project that cannot be seen is not gone', async () => {
    expect(await asked(one(name), { estate: { projects: [] } })).toBe(false);
  });

  test('of a project whose service was switched off is not gone', async () => {
    const off = changed(() => ({
      ...nothing,
      disabledServices: ['container', 'compute', 'cloudkms', 'artifactregistry'],
    }));
    expect(await asked(one(name), { estate: off })).toBe(false);
  });

  test.each(['denied', 'throttled', 'server-error', 'expired-credentials', 'timeout', 'reset'] as const)(
    'whose own read was answered with %s is not gone',
    async (fault) => {
      const faults = [{ operation, fault, position: 'all' as const }];
      expect(await asked(one(name), { estate: fault === 'timeout' ? estate : emptied, faults })).toBe(false);
    },
  );
});

test.each<[string, Partial<ResourceRef>]>([
  ['a type without a read of its own', { type: 'gcp.network' }],
  ['what names no project', { id: '//compute.googleapis.com/firewalls/f' }],
])('%s is not asked for', async (_, change) => {
  const sim = await gcp({ estate: emptied });
  expect(await cloudAt(sim).cloud.isGone({ ...one('gcp.firewall'), ...change })).toBe(false);
  expect(sim.calls).toEqual([]);
});

describe('a second scan', () => {
  const scans = async (options: (lost: string) => Partial<GcpOptions>) => {
    const follow = follower([openPort]);
    const { open } = await follow(cloudAt(await gcp()).cloud);
    const lost = open.find((id) => id.includes('/firewalls/'))!;
    const sim = await gcp(options(lost));
    return { open, lost, second: await follow(cloudAt(sim).cloud), trace: sim.trace() };
  };
  const denied = (operation: string) => [{ operation, fault: 'denied', position: 'all' } as const];

  test('finds that a deleted rule is gone', async () => {
    const { second, lost, trace } = await scans((id) => ({ estate: without(id) }));
    expect(second.changes).toContain(`gone ${lost}`);
    expect(second.changes.filter((it) => it.startsWith('gone'))).toEqual([`gone ${lost}`]);
    expect(second.open).not.toContain(lost);
    expect(trace['compute:firewalls.get']).toBe(1);
  });

  test('leaves it open when the listing was lost', async () => {
    const faults = denied('compute:firewalls.list');
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace['compute:firewalls.get']).toBe(undefined);
  });

  test('leaves it open when its own read is denied', async () => {
    const faults = denied('compute:firewalls.get');
    const { second, lost, trace } = await scans((id) => ({ estate: without(id), faults }));
    expect([second.changes, second.open.includes(lost)]).toEqual([[], true]);
    expect(trace['compute:firewalls.get']).toBe(1);
  });
});
