import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { sweepOf, type Sweep } from '#app/sweep/sweep';
import { sweepClouds, type SweepCloud } from '#app/sweep/shapes';
import { canonicalJson } from '#lib/canonical';
import { compareText } from '#lib/text';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import type { Finding, Reading, ResourceRef, Snapshot } from '#model';
import { rules } from '#rules/catalog.gen';
import { storeOf, type Store } from '../../functions/wire/store.ts';
import { sweepHandlerOf } from '../../functions/wire/sweep.ts';
import { generateAwsEstate } from '../sim/aws/generate.ts';
import type { AwsCall } from '../sim/aws/server.ts';
import { generateAzureEstate } from '../sim/azure/generate.ts';
import { generateGcpEstate } from '../sim/gcp/generate.ts';
import { startS3, type S3Sim } from '../sim/s3/server.ts';
import { dynaliteStand, type DynamoStand } from '../store/drivers/dynamo-stand.ts';
import { s3ClientOf } from '../store/drivers/s3-stand.ts';
import { estate as organization, externalId, management, outsider, reader } from '../clouds/aws/organization-estate.ts';
import { sweepOnce, type Executed } from './machine.ts';
import { worldOf, type Estates } from './world.ts';

let stand: DynamoStand;
let sim: S3Sim;
beforeAll(async () => {
  stand = await dynaliteStand();
  sim = await startS3();
});
afterAll(() => Promise.all([stand.close(), sim.close()]));

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const aws = generateAwsEstate({ seed: 7, clusters: 3, accounts: 1, regions: ['eu-central-1', 'eu-west-1'] });
const [account = ''] = Object.keys(aws.accounts);
const usual: Estates = {
  ...{ aws, as: account, closed: 'eu-west-1' },
  azure: sharedSubscriptions(),
  gcp: generateGcpEstate({ seed: 7, clusters: 3, projects: 2 }),
};

/** A subscription without clusters in whose network a cluster of the other one has its nodes. */
function sharedSubscriptions(): Estates['azure'] {
  const [one, two] = generateAzureEstate({ seed: 7, clusters: 4, subscriptions: 2 }).subscriptions;
  const subnet = two!.virtualNetworks[0]?.subnets?.[0]?.id ?? '';
  const [first, ...more] = one!.managedClusters;
  const guest = { ...first!, agentPoolProfiles: [{ name: 'system', vnetSubnetID: subnet }] };
  return {
    subscriptions: [
      { ...one!, managedClusters: [guest, ...more] },
      { ...two!, managedClusters: [] },
    ],
  };
}

interface Swept {
  readonly executed: Executed;
  readonly sweep: Sweep;
  readonly store: Store;
  readonly collected: readonly Reading[];
  /** What AWS was asked, by the functions and by the one process. */
  calls(): readonly AwsCall[];
}

/** A sweep by the functions, each call in a process of its own, on the store of a stack. */
async function swept(
  estates: Partial<Estates> = {},
  only: readonly SweepCloud[] = sweepClouds,
  before: (collected: readonly Reading[]) => readonly Finding[] = () => [],
): Promise<Swept> {
  const world = await worldOf({ ...usual, ...estates });
  open.push(() => world.close());
  const bucket = `bucket-${randomUUID()}`;
  sim.buckets.set(bucket, new Map());
  const names = { STATE_TABLE: await stand.makeTable(), LEDGER_TABLE: await stand.makeTable(), BUCKET: bucket };
  const process = (): Store => storeOf(names, { dynamo: stand.client(), s3: s3ClientOf(sim.url) });
  const store = process();
  const collected = await world.collected();
  const findings = before(collected);
  const run = { execution: randomUUID(), startedAt: '2026-11-22T10:00:00.000Z' };
  const executed = await sweepOnce(
    {
      clouds: only,
      handler: (cloud) =>
        sweepHandlerOf(world.parts[cloud], {
          clock: world.clock,
          config: () => Promise.resolve(world.config),
          log: () => ({ info: () => undefined, warn: () => undefined, error: () => undefined }),
          store: () => ({ ...process(), open: () => Promise.resolve(findings) }),
        }),
    },
    run,
  );
  const sweep = await sweepOf(store.files, run, only);
  return { executed, sweep, store, collected, calls: () => world.aws.calls };
}

/** Readings in order, without the instants and the ids of their snapshots, as they lie in files. */
const steady = (readings: readonly (Reading | Snapshot)[]): readonly object[] =>
  [...readings]
    .sort((a, b) => compareText(a.target.id, b.target.id))
    .map(
      ({ target, resources, complete, gaps }) =>
        JSON.parse(canonicalJson({ target, resources, complete, gaps })) as object,
    );

describe('a sweep by the functions', () => {
  test('reads on all clouds what one process reads, clusters included', async () => {
    const { executed, sweep, collected } = await swept();
    expect(executed.failures).toEqual([]);
    expect(executed.rounds).toEqual({ aws: 2, azure: 2, gcp: 2 });
    expect(sweep.missing).toEqual({ targets: [], clouds: [] });
    expect(steady(sweep.readings)).toEqual(steady(collected));
    const ids = sweep.readings.map((it) => ('id' in it ? it.id : 'none'));
    expect(ids).toEqual(sweep.readings.map((it) => snapshotOf(it, typesOf(rules)).id));
    expect(sweep.targets.map(({ id }) => id).sort()).toEqual(collected.map(({ target }) => target.id).sort());
    expect(sweep.targets.filter(({ provider }) => provider === 'kubernetes')).toHaveLength(8);
    expect(sweep.readings.filter(({ target }) => target.scopes.includes('azure-subscription'))).toHaveLength(2);
  });

  const refused: readonly (readonly [string, Partial<Estates>])[] = [
    [
      'the regions cannot be listed',
      { faults: { aws: [{ operation: 'ec2:DescribeRegions', fault: 'denied', position: 'all' }] } },
    ],
    ['the credentials are not accepted', { as: '999999999999' }],
    [
      'a listing is denied',
      { faults: { aws: [{ operation: 'ec2:DescribeImages', fault: 'denied', position: 'all' }] } },
    ],
    [
      'the clusters cannot be listed',
      { faults: { aws: [{ operation: 'eks:ListClusters', fault: 'denied', position: 'all' }] } },
    ],
  ];
  test.each(refused)('has the same gaps where %s', async (_, estates) => {
    const { executed, sweep, collected } = await swept(estates, ['aws']);
    expect(executed.failures).toEqual([]);
    const own = collected.filter(({ target }) => /^(aws:|k8s:arn:)/.test(target.id));
    expect(own.flatMap(({ gaps }) => gaps)).not.toEqual([]);
    expect(steady(sweep.readings)).toEqual(steady(own));
  });

  test('enters the accounts of an organisation, and lists them once', async () => {
    const config = { targets: { aws: [{ organization: true, role: reader, externalId, regions: ['eu-west-1'] }] } };
    const { executed, sweep, collected, calls } = await swept({ aws: organization, as: management, config }, ['aws']);
    expect(executed.failures).toEqual([]);
    const own = collected.filter(({ target }) => target.provider === 'aws');
    expect(own).toHaveLength(44);
    // Two pages, by the plan and by the process that all this is compared with.
    expect(calls().filter(({ operation }) => operation === 'ListAccounts')).toHaveLength(4);
    expect(steady(sweep.readings)).toEqual(steady(own));
  });

  test('says as one process does why an organisation cannot be listed', async () => {
    const config = { targets: { aws: [{ organization: true, role: reader, externalId, regions: ['eu-west-1'] }] } };
    const { sweep, collected } = await swept({ aws: organization, as: outsider, config }, ['aws']);
    expect(steady(sweep.readings)).toEqual(steady(collected.filter(({ target }) => target.provider === 'aws')));
    expect(sweep.readings).toMatchObject([{ target: { id: 'aws:unknown:global' }, gaps: [{ reason: 'not-enabled' }] }]);
  });

  test('asks each cloud and the clusters there for what it missed, and hears what is gone', async () => {
    const types = ['iam.role', 'eks.cluster', 'azure.nsg', 'gcp.firewall', 'k8s.cluster-role-binding'];
    const lost: string[] = [];
    const { executed, sweep } = await swept({}, sweepClouds, (collected) =>
      types.flatMap((type) => {
        const there = collected.flatMap(({ resources }) => resources).find((it) => it.type === type)!;
        const id = `${there.id.slice(0, there.id.lastIndexOf('/'))}/lost`;
        lost.push(id);
        return [findingOn(there), findingOn({ ...there, id, name: 'lost' })];
      }),
    );
    expect(executed.failures).toEqual([]);
    expect(lost).toHaveLength(types.length);
    expect([...sweep.gone].sort()).toEqual(lost.sort());
  });
});

const findingOn = ({ type, id, name, target }: ResourceRef): Finding => ({
  ...{ id: `f-${id}`, rule: 'a-rule', severity: 'low', status: 'open', message: 'It is bad.', evidence: [] },
  ...{ resource: { type, id, name, target }, firstSeen: '2026-11-21T10:00:00.000Z', snapshots: [] },
});
