import { afterEach, describe, expect, test } from 'vitest';
import type { Reading, Resource } from '#model';
import type { GcpEstate, GcpProjectEstate } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpOptions, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

const estate = generateGcpEstate({ seed: 7, clusters: 11, projects: 2 });
const [one, two] = estate.projects;
const running: GcpSimulator[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((it) => it.close()));
});

async function gcp(options: Partial<GcpOptions> = {}): Promise<GcpSimulator> {
  const sim = await startGcp({ estate, ...options });
  running.push(sim);
  return sim;
}

const ofType = (readings: readonly Reading[], type: string): readonly Resource[] =>
  readings.flatMap(({ resources }) => resources).filter((it) => it.type === type);

/** What the wire tells apart from not being set, by path without positions; everything else at its default is absent. */
const presence =
  /(?:allowExternalTraffic|enable\w+ViaDns|enablePublicEndpoint|enablePrivateNodes|gcpPublicCidrsAccessEnabled|ipEndpointsConfig\.enabled|enableInsecureBinding\w+|insecureKubeletReadonlyPortEnabled)$/;

/** A generated message as the API prints it. */
function asPrinted(value: unknown, path = ''): unknown {
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.map((it) => asPrinted(it, path));
  // A BoolValue is printed as what it wraps.
  if (path.endsWith('.cpuCfsQuota')) return (value as { value: boolean }).value;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, it]) => [key, asPrinted(it, `${path}.${key}`)]);
    return Object.fromEntries(entries.filter(([, it]) => it !== undefined));
  }
  const isDefault = value === false || value === '' || value === 0 || value === 'UNSPECIFIED';
  return isDefault && (path.includes('privateClusterConfig') || !presence.test(path)) ? undefined : value;
}

const networksOf = ({ clusters }: GcpProjectEstate): string[] => [
  ...new Set(clusters.map(({ network }) => network ?? '')),
];
const regionsOf = ({ clusters }: GcpProjectEstate): string[] => [
  ...new Set(clusters.map(({ network, location }) => `${network ?? ''} in ${(location ?? '').replace(/-b$/, '')}`)),
];
const locationsOf = ({ clusters }: GcpProjectEstate): string[] => [
  ...new Set(clusters.map(({ location }) => location ?? '')),
];
const keysOf = ({ clusters, repositories }: GcpProjectEstate): string[] => [
  ...new Set([
    ...clusters.flatMap(({ databaseEncryption: it }) => it?.keyName ?? []),
    ...repositories.flatMap(({ kmsKeyName }) => kmsKeyName ?? []),
  ]),
];
const ringsOf = (project: GcpProjectEstate): string[] => [
  ...new Set(keysOf(project).map((key) => key.replace(/\/cryptoKeys\/.*/, ''))),
];
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const sorted = (values: readonly unknown[]): string[] => values.map((it) => canonical(it)).sort();
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

describe('an estate is read whole', () => {
  test.each([
    ['gke.cluster', estate.projects.flatMap(({ clusters }) => clusters).map((it) => asPrinted(it))],
    ['gcp.network', estate.projects.flatMap(({ networks }) => networks)],
    ['gcp.subnetwork', estate.projects.flatMap(({ subnetworks }) => subnetworks)],
    ['gcp.firewall', estate.projects.flatMap(({ firewalls }) => firewalls)],
  ])('%s as the API prints it', async (type, expected) => {
    const { readings } = await audit(await gcp());
    expect(expected.length).toBeGreaterThan(0);
    expect(sorted(ofType(readings, type).map(({ config }) => config))).toEqual(sorted(expected));
  });

  test('effective firewalls of the networks that clusters use, and in the regions where they do', async () => {
    const { readings } = await audit(await gcp());
    const wanted = estate.projects.flatMap((project) =>
      networksOf(project).map((name) => ({
        firewalls: project.firewalls.filter(({ network }) => network?.endsWith(`/networks/${name}`)),
        firewallPolicys: project.policies[name],
      })),
    );
    const effective = ofType(readings, 'gcp.effective-firewalls');
    const bare = wanted.map(({ firewalls, ...it }) => (firewalls.length > 0 ? { firewalls, ...it } : it));
    expect(sorted(effective.map(({ config }) => config))).toEqual(sorted(bare.map(plain)));
    const regional = ofType(readings, 'gcp.region-effective-firewalls');
    expect(regional.map(({ name }) => name).sort()).toEqual(estate.projects.flatMap(regionsOf).sort());
    expect(regional.filter(({ config }) => Object.keys(config as object).length > 0)).toHaveLength(
      estate.projects.flatMap(({ regionalPolicies }) => Object.keys(regionalPolicies)).length,
    );
  });

  test('addresses are full names in their own project', async () => {
    const { readings } = await audit(await gcp());
    const ids = readings.flatMap(({ resources }) => resources.map(({ id, target }) => [id, target.slice(4)] as const));
    expect(ids.every(([id, project]) => id.includes(`.googleapis.com/projects/${project}/`))).toBe(true);
    const [zonal] = two!.clusters.filter(({ location }) => location?.endsWith('-b'));
    const address = `//container.googleapis.com/projects/${two!.projectId}/locations/${zonal?.location ?? ''}/clusters/${zonal?.name ?? ''}`;
    const found = ofType(readings, 'gke.cluster').find(({ id }) => id === address);
    expect(found).toMatchObject({ name: zonal?.name, created: zonal?.createTime });
    const region = `//compute.googleapis.com/projects/${one!.projectId}/regions/europe-west1/networks/vpc-0/effectiveFirewalls`;
    expect(ids.map(([id]) => id)).toContain(region);
  });

  test('every listing is complete and nothing is missing', async () => {
    const { readings } = await audit(await gcp());
    for (const reading of readings) {
      expect(reading.gaps).toEqual([]);
      expect(reading.complete).toEqual([
        ...['gcp.admission-policy', 'gcp.artifact-registry', 'gcp.artifact-registry-policy', 'gcp.compute-project'],
        ...['gcp.effective-firewalls', 'gcp.firewall', 'gcp.image-analysis', 'gcp.kms-key', 'gcp.kms-policy'],
        ...['gcp.network', 'gcp.project-policy', 'gcp.region-effective-firewalls'],
        ...['gcp.service-account-keys', 'gcp.subnetwork'],
        ...['gke.cluster', 'gke.server-config', 'gke.upgrade-info'],
      ]);
    }
  });

  test('a target is a project with its label', async () => {
    const { discovery } = await audit(await gcp(), {
      sources: [{ projects: [two!.projectId], environment: 'prod' }, {}],
    });
    expect(discovery.targets).toEqual([
      { id: `gcp:${one!.projectId}`, provider: 'gcp', scopes: ['gcp-project'] },
      { id: `gcp:${two!.projectId}`, provider: 'gcp', scopes: ['gcp-project'], environment: 'prod' },
    ]);
  });

  test('long listings are followed to their end', async () => {
    const [firewall] = one!.firewalls;
    const firewalls = Array.from({ length: 1001 }, (_, at) => ({ ...firewall, name: `rule-${at}` }));
    const sim = await gcp({ estate: { projects: [{ ...one!, firewalls }] } });
    const { readings } = await audit(sim);
    expect(ofType(readings, 'gcp.firewall')).toHaveLength(1001);
    expect(sim.trace()['compute:firewalls.list']).toBe(3);
  });
});

describe('calls', () => {
  test('are one per project and kind, and one per network and region in use', async () => {
    const sim = await gcp();
    const { sent } = await audit(sim);
    expect(sim.trace()).toEqual({
      'cloudresourcemanager:projects.search': 1,
      'container:ListClusters': 2,
      'container:FetchClusterUpgradeInfo': 11,
      'container:GetServerConfig': estate.projects.flatMap(locationsOf).length,
      'binaryauthorization:projects.getPolicy': 2,
      'artifactregistry:ListLocations': 2,
      'artifactregistry:ListRepositories': estate.projects.flatMap(({ registryLocations: it }) => it).length,
      'artifactregistry:GetIamPolicy': estate.projects.flatMap(({ repositories: it }) => it).length,
      // What was looked through, then what was found.
      'containeranalysis:projects.occurrences.list': 4,
      'cloudkms:GetCryptoKey': estate.projects.flatMap(keysOf).length,
      // Of each key, and of the one key ring in each place.
      'cloudkms:GetIamPolicy': estate.projects.flatMap((it) => [...keysOf(it), ...ringsOf(it)]).length,
      'cloudresourcemanager:projects.getIamPolicy': 2,
      'compute:projects.get': 2,
      // Each project has nodes of an account of its own, and of its default one.
      'iam:projects.serviceAccounts.keys.list': 4,
      'compute:networks.list': 2,
      'compute:subnetworks.aggregatedList': 2,
      'compute:firewalls.list': 2,
      'compute:networks.getEffectiveFirewalls': estate.projects.flatMap(networksOf).length,
      'compute:regionNetworkFirewallPolicies.getEffectiveFirewalls': estate.projects.flatMap(regionsOf).length,
    });
    expect(sent).toHaveLength(Object.values(sim.trace()).reduce((sum, count) => sum + count, 0));
    expect([...new Set(sent)].sort()).toEqual([
      ...['artifactregistry.locations.list', 'artifactregistry.repositories.getIamPolicy'],
      ...['artifactregistry.repositories.list', 'binaryauthorization.policy.get', 'cloudkms.cryptoKeys.get'],
      ...['cloudkms.cryptoKeys.getIamPolicy', 'cloudkms.keyRings.getIamPolicy', 'compute.firewalls.list'],
      ...['compute.networks.getEffectiveFirewalls', 'compute.networks.getRegionEffectiveFirewalls'],
      ...['compute.networks.list', 'compute.projects.get', 'compute.subnetworks.list'],
      ...['container.clusters.fetchClusterUpgradeInfo'],
      ...['container.clusters.list', 'container.projects.locations.getServerConfig'],
      ...['containeranalysis.occurrences.list', 'iam.serviceAccountKeys.list', 'resourcemanager.projects.get'],
      ...['resourcemanager.projects.getIamPolicy'],
    ]);
  });

  test('that fail once are made again and nothing is lost', async () => {
    const sim = await gcp();
    sim.setFaults([
      { operation: 'container:ListClusters', fault: 'server-error', position: 'first', attempts: 1 },
      { operation: 'compute:firewalls.list', fault: 'throttled', position: 'first', attempts: 1 },
    ]);
    const { readings } = await audit(sim, { attempts: 2 });
    expect(readings.flatMap(({ gaps }) => gaps)).toEqual([]);
    expect(ofType(readings, 'gke.cluster')).toHaveLength(11);
  });
});

describe('a project without clusters', () => {
  const bare = { ...two!, clusters: [] };

  test('costs one call and leaves rules nothing to judge', async () => {
    const sim = await gcp({ estate: { projects: [bare] } });
    const { readings } = await audit(sim);
    expect(readings).toMatchObject([{ target: { scopes: [] }, resources: [], complete: ['gke.cluster'], gaps: [] }]);
    expect(sim.trace()).toEqual({ 'cloudresourcemanager:projects.search': 1, 'container:ListClusters': 1 });
  });
});

describe('a network that another project lends', () => {
  const host = { ...two!, clusters: [] };
  const lent = `projects/${host.projectId}/global/networks/default`;
  const guest: GcpProjectEstate = {
    ...one!,
    clusters: one!.clusters.slice(0, 1).map((it) => ({ ...it, networkConfig: { ...it.networkConfig, network: lent } })),
  };
  const shared: GcpEstate = { projects: [guest, host] };
  const effective = `//compute.googleapis.com/${lent}/effectiveFirewalls`;

  test('is read by the project that holds it, once', async () => {
    const sim = await gcp({ estate: shared });
    const { readings } = await audit(sim);
    const holder = readings.find(({ target }) => target.id === `gcp:${host.projectId}`);
    expect(holder?.target.scopes).toEqual(['gcp-project']);
    expect(holder?.resources.map(({ id }) => id)).toContain(effective);
    expect(ofType(readings, 'gcp.firewall')).toHaveLength(guest.firewalls.length + host.firewalls.length);
    expect(sim.trace()['compute:networks.getEffectiveFirewalls']).toBe(1);
  });

  test('is read by its user where nobody watches its holder', async () => {
    const { readings } = await audit(await gcp({ estate: shared }), { projectIds: [guest.projectId] });
    const ids = readings[0]!.resources.map(({ id }) => id);
    expect(readings).toHaveLength(1);
    expect(readings[0]!.gaps).toEqual([]);
    expect(ids).toContain(effective);
    expect(
      ids.filter((id) => id.startsWith(`//compute.googleapis.com/projects/${host.projectId}/global/networks/`)),
    ).toEqual([effective, `//compute.googleapis.com/${lent}`]);
    const onIt = host.firewalls.filter(({ network }) => network?.endsWith('/networks/default'));
    expect(ids.filter((id) => id.includes(`${host.projectId}/global/firewalls/`))).toHaveLength(onIt.length);
  });
});

test('the password and the key of clusters of old are not stored', async () => {
  const masterAuth = { username: 'admin', password: 'hidden-word', clientKey: 'hidden-word' };
  const clusters = one!.clusters.slice(0, 1).map((it) => ({ ...it, masterAuth }));
  const { readings } = await audit(await gcp({ estate: { projects: [{ ...one!, clusters }] } }));
  expect(ofType(readings, 'gke.cluster')[0]!.config).toMatchObject({ masterAuth: { username: 'admin' } });
  expect(JSON.stringify(readings)).not.toContain('hidden-word');
});
