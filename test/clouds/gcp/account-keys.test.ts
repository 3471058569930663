import { afterEach, expect, test } from 'vitest';
import type { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { accountKeysToRead } from '#clouds/gcp/used-accounts';
import type { Reading, Resource } from '#model';
import type { GcpProjectEstate, GkeCluster } from '../../sim/gcp/estate.ts';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import { startGcp, type GcpSimulator } from '../../sim/gcp/server.ts';
import { audit } from './audit.ts';

type Cluster = typeof gkeCluster.config;

const [one, two] = generateGcpEstate({ seed: 7, clusters: 4, projects: 2 }).projects;
let sim: GcpSimulator | undefined;
afterEach(async () => sim?.close());

const list = 'iam:projects.serviceAccounts.keys.list';
const keysIn = (readings: readonly Reading[]): readonly Resource[] =>
  readings.flatMap(({ resources }) => resources).filter(({ type }) => type === 'gcp.service-account-keys');
const runningAs = (account: string, { clusters, ...rest }: GcpProjectEstate): GcpProjectEstate => ({
  ...rest,
  clusters: clusters.slice(0, 1).map((it): GkeCluster => ({
    ...it,
    autopilot: null,
    nodePools: [{ name: 'system', config: { serviceAccount: account } }],
  })),
});
const nodesOf = ({ projectId }: GcpProjectEstate): string => `nodes@${projectId}.iam.gserviceaccount.com`;
const usualOf = ({ compute }: GcpProjectEstate): string => compute.defaultServiceAccount ?? '';

test('the keys that people made are kept, and nothing that signs in', async () => {
  const project = runningAs(nodesOf(one!), one!);
  const name = `projects/${one!.projectId}/serviceAccounts/${nodesOf(one!)}/keys/1f2e`;
  const times = { validAfterTime: '2026-01-02T10:00:00Z', validBeforeTime: '9999-12-31T23:59:59Z' };
  const key = { name, keyType: 'USER_MANAGED' as const, ...times };
  const made = { ...key, privateKeyData: 'not-for-the-store', publicKeyData: 'bm90IGtlcHQ=' };
  const ofGoogle = { ...key, name: name.replace('1f2e', '3a4b'), keyType: 'SYSTEM_MANAGED' as const };
  sim = await startGcp({ estate: { projects: [{ ...project, accountKeys: { [nodesOf(one!)]: [made, ofGoogle] } }] } });
  const { readings } = await audit(sim);
  const id = `//iam.googleapis.com/projects/${one!.projectId}/serviceAccounts/${nodesOf(one!)}/keys`;
  expect(keysIn(readings)).toEqual([
    {
      type: 'gcp.service-account-keys',
      id,
      name: nodesOf(one!),
      target: `gcp:${one!.projectId}`,
      config: { keys: [key] },
    },
  ]);
});

test('of the default account, which Compute Engine names', async () => {
  sim = await startGcp({ estate: { projects: [runningAs('default', one!)] } });
  const { readings } = await audit(sim);
  expect(keysIn(readings).map(({ name }) => name)).toEqual([usualOf(one!)]);
});

test('an account that two projects run nodes as is read once, by the one that holds it', async () => {
  sim = await startGcp({ estate: { projects: [runningAs(nodesOf(two!), one!), runningAs(nodesOf(two!), two!)] } });
  const { readings } = await audit(sim);
  expect(keysIn(readings).map(({ target }) => target)).toEqual([`gcp:${two!.projectId}`]);
  expect(sim.trace()[list]).toBe(1);
});

test('an account of a project without clusters is read by the one that runs nodes as it', async () => {
  sim = await startGcp({ estate: { projects: [runningAs(nodesOf(two!), one!), { ...two!, clusters: [] }] } });
  const { readings } = await audit(sim);
  expect(keysIn(readings).map(({ target }) => target)).toEqual([`gcp:${one!.projectId}`]);
});

test('an account that is gone is a gap on its keys', async () => {
  const lost = `lost@${one!.projectId}.iam.gserviceaccount.com`;
  sim = await startGcp({ estate: { projects: [runningAs(lost, one!)] } });
  const { readings } = await audit(sim);
  const resource = `//iam.googleapis.com/projects/${one!.projectId}/serviceAccounts/${lost}/keys`;
  expect(readings[0]!.gaps).toMatchObject([{ reason: 'not-found', resource, types: ['gcp.service-account-keys'] }]);
});

test('what tells no project is not asked for', () => {
  const cluster: Cluster = { nodePools: [{ config: { serviceAccount: '9-compute@developer.gserviceaccount.com' } }] };
  expect(accountKeysToRead('shop', [['shop', [cluster]]], '1-compute@developer.gserviceaccount.com')).toEqual([]);
});

test('a project of an organisation of old has its domain before its name', () => {
  const cluster: Cluster = {
    nodePools: [{ config: { serviceAccount: 'n@shop.example.com.iam.gserviceaccount.com' } }],
  };
  expect(accountKeysToRead('example.com:shop', [['example.com:shop', [cluster]]], undefined)).toEqual([
    '//iam.googleapis.com/projects/example.com:shop/serviceAccounts/n@shop.example.com.iam.gserviceaccount.com/keys',
  ]);
});
