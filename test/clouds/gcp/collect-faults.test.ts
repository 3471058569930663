import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { gcpTypes } from '#clouds/gcp/types';
import type { Fault, Position, Trace } from '../../sim/faults.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit, type Audit } from './audit.ts';

const estate = generateGcpEstate({ seed: 3, clusters: 3 });
const [only] = estate.projects;
let sim: GcpSimulator;
let whole: Audit;
let trace: Trace;

beforeAll(async () => {
  sim = await startGcp({ estate });
  whole = await audit(sim);
  trace = sim.trace();
});
afterEach(() => sim.setFaults([]));
afterAll(() => sim.close());

const places = ['first', 'middle', 'last'] as const satisfies readonly Position[];
const reasons: readonly (readonly [Fault, string])[] = [
  ['denied', 'denied'],
  ['throttled', 'throttled'],
  ['server-error', 'unreachable'],
  ['timeout', 'timeout'],
  ['reset', 'unreachable'],
  ['malformed-body', 'malformed'],
  ['not-found', 'not-found'],
];
const overGrpc = /^(?:artifactregistry|cloudkms|container):/;

/** Undici ends a body that breaks off as a broken connection; gRPC cannot read half a message. */
const truncated = (operation: string): readonly [Fault, string] => [
  'truncated-body',
  overGrpc.test(operation) ? 'malformed' : 'unreachable',
];
const operations = [
  ['container:ListClusters', 'container.clusters.list', 'gke.cluster'],
  ['container:FetchClusterUpgradeInfo', 'container.clusters.fetchClusterUpgradeInfo', 'gke.upgrade-info'],
  ['container:GetServerConfig', 'container.projects.locations.getServerConfig', 'gke.server-config'],
  ['binaryauthorization:projects.getPolicy', 'binaryauthorization.policy.get', 'gcp.admission-policy'],
  ['cloudkms:GetCryptoKey', 'cloudkms.cryptoKeys.get', 'gcp.kms-key'],
  ['containeranalysis:projects.occurrences.list', 'containeranalysis.occurrences.list', 'gcp.image-analysis'],
  ['artifactregistry:ListLocations', 'artifactregistry.locations.list', 'gcp.artifact-registry'],
  ['artifactregistry:ListRepositories', 'artifactregistry.repositories.list', 'gcp.artifact-registry'],
  ['artifactregistry:GetIamPolicy', 'artifactregistry.repositories.getIamPolicy', 'gcp.artifact-registry-policy'],
  ['cloudresourcemanager:projects.getIamPolicy', 'resourcemanager.projects.getIamPolicy', 'gcp.project-policy'],
  ['iam:projects.serviceAccounts.keys.list', 'iam.serviceAccountKeys.list', 'gcp.service-account-keys'],
  ['compute:projects.get', 'compute.projects.get', 'gcp.compute-project'],
  ['compute:networks.list', 'compute.networks.list', 'gcp.network'],
  ['compute:subnetworks.aggregatedList', 'compute.subnetworks.list', 'gcp.subnetwork'],
  ['compute:firewalls.list', 'compute.firewalls.list', 'gcp.firewall'],
  ['compute:networks.getEffectiveFirewalls', 'compute.networks.getEffectiveFirewalls', 'gcp.effective-firewalls'],
  [
    'compute:regionNetworkFirewallPolicies.getEffectiveFirewalls',
    'compute.networks.getRegionEffectiveFirewalls',
    'gcp.region-effective-firewalls',
  ],
] as const;

/** What is read by what the answer of a single object names. */
const led: Readonly<Record<string, readonly string[]>> = { 'compute:projects.get': ['gcp.service-account-keys'] };

/** What is read by what repositories tell. */
const images = ['gcp.artifact-registry', 'gcp.artifact-registry-policy', 'gcp.kms-key', 'gcp.kms-policy'];

describe.each(operations)('%s', (operation, api, type) => {
  const cases = [...reasons, truncated(operation)];
  test.each(cases.flatMap(([fault, reason]) => places.map((position) => [fault, position, reason] as const)))(
    '%s at the %s call is one gap, reason %s, and loses nothing else',
    async (fault, position, reason) => {
      sim.setFaults([{ operation, fault, position }], trace);
      const { readings } = await audit(sim);
      const [reading] = readings;
      const own = reading!.gaps.filter((gap) => gap.api === api);
      const leads = led[operation] ?? [];
      const gap = own.find(({ types }) => types.includes(type));
      if (fault === 'reset' && overGrpc.test(operation)) {
        // The calls of a gRPC client share a connection, which ends for all that are under way.
        expect(reading!.gaps.every((it) => it.reason === reason)).toBe(true);
        expect(idsOf(whole.readings)).toEqual(expect.arrayContaining(idsOf(readings)));
        expect(own.length).toBeGreaterThan(0);
        return;
      }
      expect(reading!.gaps.every((it) => it.api === api && it.reason === reason)).toBe(true);
      expect(reading!.gaps.filter((it) => it !== gap).flatMap(({ types }) => types)).toEqual(leads);
      expect(gap!.types).toContain(type);
      const unlisted = [...(gap!.resource === undefined ? gap!.types : []), ...leads];
      expect(reading!.complete).toEqual(whole.readings[0]!.complete.filter((name) => !unlisted.includes(name)));
      const lost = new Set(idsOf(whole.readings).filter((id) => !idsOf(readings).includes(id)));
      if (gap!.resource !== undefined && leads.length === 0) expect([...lost]).toEqual([gap!.resource]);
      expect(typesOf(whole.readings, lost).every((name) => [...gap!.types, ...leads].includes(name))).toBe(true);
      expect(idsOf(whole.readings)).toEqual(expect.arrayContaining(idsOf(readings)));
    },
  );

  test('a denial names the permission', async () => {
    sim.setFaults([{ operation, fault: 'denied', position: 'first' }]);
    const { readings } = await audit(sim);
    expect(readings[0]!.gaps[0]!.permission).toMatch(/^[a-z]+\.\w+\.\w+$/);
  });
});

describe.each([
  ['compute:networks.list', ['gcp.network']],
  ['compute:subnetworks.aggregatedList', ['gcp.subnetwork']],
  ['compute:firewalls.list', ['gcp.firewall']],
  ['artifactregistry:ListLocations', images],
  ['artifactregistry:ListRepositories', images],
])('pages of %s', (operation, types) => {
  test('that are empty lose nothing', async () => {
    sim.setFaults([{ operation, fault: 'empty-page-with-token', position: 'first' }]);
    const { readings } = await audit(sim);
    expect(readings[0]!.gaps).toEqual([]);
    expect(idsOf(readings)).toEqual(idsOf(whole.readings));
  });

  test('that lead to themselves are malformed and keep what was read', async () => {
    sim.setFaults([{ operation, fault: 'repeated-token', position: 'first' }]);
    const { readings } = await audit(sim);
    expect(readings[0]!.gaps).toMatchObject([{ reason: 'malformed', types }]);
    expect(idsOf(readings)).toEqual(idsOf(whole.readings));
  });
});

test('zones that GKE could not reach are a gap, and the clusters of the others are read', async () => {
  const zone = only!.clusters.find(({ location }) => location?.endsWith('-b'))?.location ?? '';
  const partial = await startGcp({ estate: { projects: [{ ...only!, missingZones: [zone] }] } });
  try {
    const { readings } = await audit(partial);
    expect(readings[0]!.gaps).toMatchObject([
      {
        api: 'container.clusters.list',
        reason: 'unreachable',
        types: [
          ...['gke.cluster', 'gcp.effective-firewalls', 'gcp.region-effective-firewalls'],
          ...['gke.upgrade-info', 'gke.server-config', 'gcp.admission-policy', 'gcp.kms-key', 'gcp.kms-policy'],
          'gcp.service-account-keys',
        ],
        detail: `The clusters of ${zone} are not in the answer: GKE could not reach them.`,
      },
    ]);
    expect(readings[0]!.resources.filter(({ type }) => type === 'gke.cluster')).toHaveLength(2);
    expect(readings[0]!.complete).toEqual([
      'gcp.artifact-registry',
      'gcp.artifact-registry-policy',
      'gcp.compute-project',
      'gcp.firewall',
      'gcp.image-analysis',
      'gcp.network',
      'gcp.project-policy',
      'gcp.subnetwork',
    ]);
  } finally {
    await partial.close();
  }
});

test.each([
  ['container', 1, gcpTypes.map(({ name }) => name)],
  ['binaryauthorization', 1, ['gcp.admission-policy']],
  ['artifactregistry', 1, images],
  ['cloudkms', undefined, ['gcp.kms-key']],
  ['compute', undefined, ['gcp.firewall']],
] as const)('the %s API switched off is not enabled', async (service, count, types) => {
  const off = await startGcp({ estate: { projects: [{ ...only!, disabledServices: [service] }] } });
  try {
    const { readings } = await audit(off);
    const [reading] = readings;
    expect(reading!.gaps.every(({ reason }) => reason === 'not-enabled')).toBe(true);
    expect(reading!.gaps[0]!.types).toEqual(types);
    if (count !== undefined) expect(reading!.gaps).toHaveLength(count);
  } finally {
    await off.close();
  }
});

const idsOf = (readings: Audit['readings']): string[] =>
  readings.flatMap(({ resources }) => resources.map(({ id }) => id));

const typesOf = (readings: Audit['readings'], ids: ReadonlySet<string>): string[] =>
  readings.flatMap(({ resources }) => resources.flatMap(({ id, type }) => (ids.has(id) ? type : [])));
