import { describe, expect, test } from 'vitest';
import { onlyReading, onlyResource, read } from '../files/folder.ts';

const selfLink = 'https://container.googleapis.com/v1/projects/shop/zones/europe-west1-b/clusters/c';
const cluster = {
  name: 'c',
  selfLink,
  zone: 'europe-west1-b',
  location: 'europe-west1-b',
  nodePools: [],
  legacyAbac: {},
};
const address = '//container.googleapis.com/projects/shop/locations/europe-west1-b/clusters/c';
const compute = 'https://www.googleapis.com/compute/v1/projects/shop/global';
const firewall = {
  kind: 'compute#firewall',
  name: 'f',
  selfLink: `${compute}/firewalls/f`,
  network: `${compute}/networks/n`,
};

describe('clusters', () => {
  test('what the API prints', async () => {
    const found = onlyResource(await read({ 'a.json': cluster }));
    expect([found.id, found.name, found.target, found.config]).toEqual([address, 'c', 'gcp:shop', cluster]);
  });

  test('a protocol-buffer message is put into the words of the API', async () => {
    const message = {
      name: 'c',
      self_link: selfLink,
      node_pools: [{ name: 'p', initial_node_count: 1, _x: 'y' }],
      legacy_abac: null,
      resource_labels: { my_label: 'v' },
      master_auth: { client_key: 'hunter2', client_certificate: 'c' },
    };
    expect(onlyResource(await read({ 'a.json': message })).config).toEqual({
      name: 'c',
      selfLink,
      nodePools: [{ name: 'p', initialNodeCount: 1 }],
      resourceLabels: { my_label: 'v' },
      masterAuth: { clientCertificate: 'c' },
    });
  });

  test('a cluster that names no project has an empty part in its address', async () => {
    const { selfLink: link, ...rest } = cluster;
    expect(link).toBe(selfLink);
    const found = onlyReading(await read({ 'a.json': rest }));
    expect([found.target.id, found.resources[0]!.id]).toEqual([
      'gcp:files:.',
      '//container.googleapis.com/projects//locations/europe-west1-b/clusters/c',
    ]);
  });
});

describe('lists', () => {
  const completeOf = async (document: unknown) =>
    (await read({ 'a.json': document })).readings.flatMap((it) => it.complete);

  test('lists of the API and arrays of gcloud are complete', async () => {
    expect(await completeOf({ clusters: [cluster] })).toEqual(['gke.cluster']);
    expect(await completeOf([cluster])).toEqual(['gke.cluster']);
    expect(await completeOf({ kind: 'compute#firewallList', items: [firewall] })).toEqual(['gcp.firewall']);
    expect(await completeOf({ kind: 'compute#firewallList' })).toEqual(['gcp.firewall']);
  });

  test('a page with a next token, a list with missing zones and one of a single location are not', async () => {
    const location = {
      'content-location': 'https://container.googleapis.com/v1/projects/shop/locations/us-east1/clusters?alt=json',
    };
    expect(await completeOf({ kind: 'compute#firewallList', items: [firewall], nextPageToken: 't' })).toEqual([]);
    expect(await completeOf({ clusters: [cluster], missingZones: ['z'] })).toEqual([]);
    expect(await completeOf({ headers: { status: '200', ...location }, body: { clusters: [cluster] } })).toEqual([]);
  });

  test('an empty answer is an empty list by the request', async () => {
    const headers = {
      status: '200',
      'content-location': 'https://container.googleapis.com/v1/projects/shop/locations/-/clusters?alt=json',
    };
    expect(await completeOf({ headers, body: {} })).toEqual(['gke.cluster']);
  });

  test('clusters of other services are not taken', async () => {
    expect((await read({ 'a.json': { clusters: [{ clusterName: 'd', projectId: 'p' }] } })).readings).toEqual([]);
  });
});

describe('wrappers', () => {
  test('an export of Cloud Asset Inventory holds the object', async () => {
    const asset = (data: object) => ({
      name: `//container.googleapis.com/x`,
      asset_type: 'container.googleapis.com/Cluster',
      resource: { data },
    });
    expect(onlyResource(await read({ 'a.json': [asset(cluster)] })).id).toBe(address);
    const printed = `${JSON.stringify(asset(cluster), null, 2)}\n${JSON.stringify(asset({ ...cluster, selfLink: `${selfLink}2` }), null, 2)}`;
    expect(onlyReading(await read({ 'a.json': printed })).resources).toHaveLength(2);
  });

  test('JSON lines are documents', async () => {
    const lines = `${JSON.stringify(cluster)}\n{"broken":\n${JSON.stringify(firewall)}`;
    const found = await read({
      'a.jsonl': `${JSON.stringify(cluster)}\n${JSON.stringify(firewall)}\n`,
      'b/b.jsonl': lines,
    });
    expect(found.readings.map(({ resources }) => resources.length)).toEqual([2, 2]);
    expect(found.unreadable.map(({ path, reason }) => [path, reason])).toEqual([['b/b.jsonl', 'malformed']]);
  });

  test('a refused object is a gap on its address', async () => {
    const error = { code: 404, message: "The resource 'projects/shop/global/firewalls/f' was not found" };
    const { gaps } = onlyReading(await read({ 'a.json': { headers: { status: '404' }, body: { error } } }));
    expect(gaps).toMatchObject([
      {
        reason: 'not-found',
        resource: '//compute.googleapis.com/projects/shop/global/firewalls/f',
        types: ['gcp.firewall'],
      },
    ]);
  });
});

describe('effective firewalls', () => {
  test('they are of the network that their rules name', async () => {
    const found = onlyResource(await read({ 'a.json': { firewalls: [firewall], firewallPolicys: [] } }));
    expect([found.type, found.id, found.name]).toEqual([
      'gcp.effective-firewalls',
      '//compute.googleapis.com/projects/shop/global/networks/n/effectiveFirewalls',
      'n',
    ]);
  });

  test('a regional policy makes them of its region', async () => {
    const policy = {
      type: 'NETWORK_REGIONAL',
      selfLink: 'https://www.googleapis.com/compute/v1/projects/shop/regions/us-east1/firewallPolicies/p',
    };
    expect(onlyResource(await read({ 'a.json': { firewalls: [firewall], firewallPolicys: [policy] } })).id).toBe(
      '//compute.googleapis.com/projects/shop/regions/us-east1/networks/n/effectiveFirewalls',
    );
  });

  const addressesIn = async (files: Readonly<Record<string, unknown>>) => {
    const { readings } = await read(files);
    const found = readings.flatMap(({ resources }) => resources);
    return found.filter(({ type }) => type.endsWith('effective-firewalls')).map(({ id, target }) => [id, target]);
  };
  const policies = { firewallPolicys: [{ name: 'org', type: 'HIERARCHY', rules: [] }] };
  const regional = {
    type: 'NETWORK_REGIONAL',
    selfLink: 'https://www.googleapis.com/compute/v1/projects/shop/regions/us-east1/firewallPolicies/p',
  };
  const nowhere = '//compute.googleapis.com/projects//global/networks//effectiveFirewalls';
  const here = '//compute.googleapis.com/projects/shop/global/networks/n/effectiveFirewalls';

  test('without rules the network in their address is empty', async () => {
    expect(await addressesIn({ 'a.json': policies })).toEqual([[nowhere, 'gcp:files:.']]);
    expect(await addressesIn({ 'a.json': { firewallPolicys: [regional] } })).toEqual([
      ['//compute.googleapis.com/projects//regions/us-east1/networks//effectiveFirewalls', 'gcp:files:.'],
    ]);
  });

  test.each<[string, unknown]>([
    ['a network', { kind: 'compute#network', name: 'n', selfLink: `${compute}/networks/n` }],
    ['a firewall rule', firewall],
    ['a cluster', { ...cluster, network: 'n' }],
    ['an answer that names it', { firewalls: [firewall], firewallPolicys: [regional] }],
  ])('without rules they are of the only network in the folder: that of %s', async (_, other) => {
    expect(await addressesIn({ 'a.json': policies, 'b.json': other })).toContainEqual([here, 'gcp:shop']);
  });

  test('a region stays what it is when the network is found', async () => {
    expect(await addressesIn({ 'a.json': { firewallPolicys: [regional] }, 'b.json': firewall })).toEqual([
      ['//compute.googleapis.com/projects/shop/regions/us-east1/networks/n/effectiveFirewalls', 'gcp:shop'],
    ]);
  });

  test('of two networks in the folder none is taken', async () => {
    const other = { ...firewall, name: 'g', selfLink: `${compute}/firewalls/g`, network: `${compute}/networks/m` };
    expect(await addressesIn({ 'a.json': policies, 'b.json': firewall, 'c.json': other })).toEqual([
      [nowhere, 'gcp:shop'],
    ]);
  });

  test('a rule of no project keeps its address beside a network', async () => {
    const bare = { kind: 'compute#firewall', name: 'f', network: `${compute}/networks/n` };
    const { readings } = await read({ 'a.json': bare });
    expect(readings.flatMap(({ resources }) => resources.map(({ id }) => id))).toEqual([
      '//compute.googleapis.com/projects//global/firewalls/f',
    ]);
  });
});
