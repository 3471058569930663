import { describe, expect, test } from 'vitest';
import { onlyResource, read } from '../files/folder.ts';

const selfLink = 'https://www.googleapis.com/compute/v1/projects/shop/regions/europe-west1/subnetworks/nodes';
const nodes = {
  kind: 'compute#subnetwork',
  name: 'nodes',
  selfLink,
  region: 'https://www.googleapis.com/compute/v1/projects/shop/regions/europe-west1',
  network: 'https://www.googleapis.com/compute/v1/projects/shop/global/networks/main',
  creationTimestamp: '2025-03-04T10:00:00.000-07:00',
  privateIpGoogleAccess: false,
};
const none = { warning: { code: 'NO_RESULTS_ON_PAGE', message: "There are no results for scope 'regions/x'." } };
const aggregated = {
  kind: 'compute#subnetworkAggregatedList',
  items: { 'regions/europe-west1': { subnetworks: [nodes] }, 'regions/us-central1': none },
};
const id = '//compute.googleapis.com/projects/shop/regions/europe-west1/subnetworks/nodes';

describe('a subnetwork', () => {
  test('as the API prints it', async () => {
    const found = onlyResource(await read({ 'a.json': nodes }));
    expect(found).toMatchObject({ type: 'gcp.subnetwork', id, name: 'nodes', target: 'gcp:shop', config: nodes });
    expect(found.created).toBe(nodes.creationTimestamp);
  });

  test('without its kind, by its link', async () => {
    const { kind: _kind, ...bare } = nodes;
    expect(onlyResource(await read({ 'a.json': bare }))).toMatchObject({ type: 'gcp.subnetwork', id });
  });

  test('without a link, by its region', async () => {
    const { selfLink: _link, ...bare } = nodes;
    expect(onlyResource(await read({ 'a.json': bare })).id).toBe(id.replace('projects/shop', 'projects/'));
  });
});

describe('a list', () => {
  const listed = async (document: unknown) => {
    const { readings } = await read({ 'a.json': document });
    return readings.flatMap(({ resources, complete }) => [...resources.map((it) => it.id), ...complete]);
  };

  test('of all regions is whole', async () => {
    expect(await listed(aggregated)).toEqual([id, 'gcp.subnetwork']);
    expect(await listed([nodes])).toEqual([id, 'gcp.subnetwork']);
  });

  test.each<[string, object]>([
    ['with another page', { ...aggregated, nextPageToken: 'next' }],
    ['with a region that could not be reached', { ...aggregated, unreachables: ['regions/us-east1'] }],
    [
      'with a warning',
      { ...aggregated, items: { ...aggregated.items, 'regions/us-east1': { warning: { code: 'UNREACHABLE' } } } },
    ],
    ['of one region', { kind: 'compute#subnetworkList', items: [nodes] }],
    [
      'that was asked for with a filter',
      {
        headers: {
          status: '200',
          'content-location':
            'https://compute.googleapis.com/compute/v1/projects/shop/aggregated/subnetworks?filter=name%3Dnodes',
        },
        body: aggregated,
      },
    ],
  ])('%s is not', async (_, document) => {
    expect(await listed(document)).toEqual([id]);
  });

  test('that was refused is a gap', async () => {
    const url = 'https://compute.googleapis.com/compute/v1/projects/shop/aggregated/subnetworks';
    const error = { code: 403, message: "Required 'compute.subnetworks.list' permission for 'projects/shop'" };
    const { readings } = await read({
      'a.json': { headers: { status: '403', 'content-location': url }, body: { error } },
      'b.json': nodes,
    });
    expect(readings.flatMap(({ gaps }) => gaps)).toMatchObject([{ reason: 'denied', types: ['gcp.subnetwork'] }]);
  });
});
