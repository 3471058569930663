import { describe, expect, test } from 'vitest';
import { onlyResource, read } from '../files/folder.ts';

const api = 'https://container.googleapis.com/v1';
const names = 'projects/shop/locations/europe-west1';
const cluster = (name: string, location = 'europe-west1') => ({
  name,
  selfLink: `${api}/projects/shop/locations/${location}/clusters/${name}`,
  location,
  nodePools: [],
  currentMasterVersion: '1.32.2-gke.1182003',
});
const offered = { defaultClusterVersion: '1.33.5-gke.1', validMasterVersions: ['1.33.5-gke.1', '1.32.9-gke.1'] };
const ends = { autoUpgradeStatus: ['ACTIVE'], endOfStandardSupportTimestamp: '2026-04-11T00:00:00Z' };
const policy = {
  defaultAdmissionRule: { enforcementMode: 'ENFORCED_BLOCK_AND_AUDIT_LOG', evaluationMode: 'ALWAYS_ALLOW' },
  globalPolicyEvaluationMode: 'ENABLE',
  name: 'projects/shop/policy',
};
const recorded = (url: string, body: object) => ({ headers: { status: '200', 'content-location': url }, body });

/** What is not a cluster in a folder: type, address and target. */
const besideIn = async (files: Readonly<Record<string, unknown>>) => {
  const { readings } = await read(files);
  const found = readings.flatMap(({ resources }) => resources);
  return found.filter(({ type }) => type !== 'gke.cluster').map(({ type, id, target }) => [type, id, target]);
};

describe('what GKE offers', () => {
  const type = 'gke.server-config';
  const here = `//container.googleapis.com/${names}/serverConfig`;
  const nowhere = '//container.googleapis.com/projects//locations//serverConfig';

  test('is of the place that the request names', async () => {
    const found = onlyResource(await read({ 'a.json': recorded(`${api}/${names}/serverConfig?alt=json`, offered) }));
    expect([found.type, found.id, found.name, found.target, found.config]).toEqual([
      ...[type, here, 'europe-west1', 'gcp:shop'],
      offered,
    ]);
  });

  test('of a zone, as older requests spell it', async () => {
    const url = `${api}/projects/shop/zones/europe-west1-b/serverconfig`;
    expect(await besideIn({ 'a.json': recorded(url, offered) })).toEqual([
      [type, '//container.googleapis.com/projects/shop/locations/europe-west1-b/serverConfig', 'gcp:shop'],
    ]);
  });

  test('is of the only place that clusters of the folder are in', async () => {
    const files = { 'a.json': offered, 'b.json': cluster('one'), 'c.json': cluster('two') };
    expect(await besideIn(files)).toEqual([[type, here, 'gcp:shop']]);
  });

  test('is of no place where there are none or several', async () => {
    const files = { 'a.json': offered, 'b.json': cluster('one'), 'c.json': cluster('two', 'us-east1') };
    expect(await besideIn(files)).toEqual([[type, nowhere, 'gcp:shop']]);
    expect(await besideIn({ 'a.json': offered })).toEqual([[type, nowhere, 'gcp:files:.']]);
  });

  test('keeps the place that the request names beside other clusters', async () => {
    const url = `${api}/projects/shop/locations/us-east1/serverConfig`;
    expect(await besideIn({ 'a.json': recorded(url, offered), 'b.json': cluster('one') })).toEqual([
      [type, '//container.googleapis.com/projects/shop/locations/us-east1/serverConfig', 'gcp:shop'],
    ]);
  });
});

describe('how a cluster is upgraded', () => {
  const type = 'gke.upgrade-info';
  const here = `//container.googleapis.com/${names}/clusters/one/upgradeInfo`;
  const nowhere = '//container.googleapis.com/projects//locations//clusters//upgradeInfo';

  test('is of the cluster that the request names', async () => {
    const url = `${api}/${names}/clusters/one:fetchClusterUpgradeInfo?alt=json`;
    const found = onlyResource(await read({ 'a.json': recorded(url, ends) }));
    expect([found.id, found.name, found.target, found.config]).toEqual([here, 'one', 'gcp:shop', ends]);
  });

  test('is of the only cluster in the folder', async () => {
    expect(await besideIn({ 'a.json': ends, 'b.json': cluster('one') })).toEqual([[type, here, 'gcp:shop']]);
  });

  test('is of no cluster where there are several in one place', async () => {
    const files = { 'a.json': ends, 'b.json': cluster('one'), 'c.json': cluster('two') };
    expect(await besideIn(files)).toEqual([[type, nowhere, 'gcp:shop']]);
  });

  test.each(['endOfStandardSupportTimestamp', 'autoUpgradeStatus', 'minorTargetVersion'])(
    'is known by %s, unless it has a name',
    async (key) => {
      expect(await besideIn({ 'a.json': { [key]: 'x' } })).toEqual([[type, nowhere, 'gcp:files:.']]);
      expect(await besideIn({ 'a.json': { [key]: 'x', name: 'x' } })).toEqual([]);
    },
  );
});

describe('the policy of Binary Authorization', () => {
  const here = '//binaryauthorization.googleapis.com/projects/shop/policy';

  test('names its project', async () => {
    const found = onlyResource(await read({ 'a.json': policy }));
    expect([found.type, found.id, found.name, found.target, found.config]).toEqual([
      ...['gcp.admission-policy', here, 'shop', 'gcp:shop'],
      policy,
    ]);
  });

  test('as YAML, which gcloud exports', async () => {
    const text = [
      'defaultAdmissionRule:',
      '  enforcementMode: ENFORCED_BLOCK_AND_AUDIT_LOG',
      '  evaluationMode: ALWAYS_ALLOW',
      'name: projects/shop/policy',
    ].join('\n');
    expect(await besideIn({ 'a.yaml': text })).toEqual([['gcp.admission-policy', here, 'gcp:shop']]);
  });

  test('other policies are not taken', async () => {
    const { name, ...nameless } = policy;
    expect(name).toBe('projects/shop/policy');
    expect(await besideIn({ 'a.json': nameless, 'b/b.json': { name, etag: 'x' } })).toEqual([]);
  });
});

describe('a refused call', () => {
  const error = { code: 403, message: 'Required "container.clusters.get" permission(s).' };
  const gapsOf = async (url: string, body: object) => {
    const { readings } = await read({ 'a.json': recorded(url, body) });
    expect(readings.flatMap(({ resources }) => resources)).toEqual([]);
    return readings.flatMap(({ gaps }) => gaps);
  };
  const denied = { reason: 'denied', detail: error.message };
  const read403 = {
    ...denied,
    api: 'container.clusters.get',
    permission: 'container.clusters.get',
    target: 'gcp:files:.',
  };

  test('is a gap on what the request asked for', async () => {
    expect(await gapsOf(`${api}/${names}/serverConfig`, { error, ...offered })).toEqual([
      { ...read403, resource: `//container.googleapis.com/${names}/serverConfig`, types: ['gke.server-config'] },
    ]);
    expect(await gapsOf(`${api}/${names}/clusters/one:fetchClusterUpgradeInfo`, { error })).toEqual([
      {
        ...read403,
        resource: `//container.googleapis.com/${names}/clusters/one/upgradeInfo`,
        types: ['gke.upgrade-info'],
      },
    ]);
    const policyUrl = 'https://binaryauthorization.googleapis.com/v1/projects/shop/policy';
    expect(await gapsOf(`${policyUrl}?alt=json`, { error: { code: 404 } })).toEqual([
      {
        target: 'gcp:files:.',
        api: 'binaryauthorization.policy.get',
        reason: 'not-found',
        resource: '//binaryauthorization.googleapis.com/projects/shop/policy',
        types: ['gcp.admission-policy'],
        detail: 'status 404',
      },
    ]);
  });

  test('of another kind is told as before', async () => {
    const [gap] = await gapsOf(`${api}/${names}/clusters/one`, { error });
    expect(gap).toMatchObject({ types: ['gke.cluster'] });
  });
});
