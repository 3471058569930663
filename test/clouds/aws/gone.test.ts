import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { awsCloud, type AwsCloud } from '#clouds/aws/cloud';
import { ownReads } from '#clouds/aws/own-reads';
import { gateOf } from '#clouds/gate';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { Resource, ResourceRef } from '#model';
import clusterAdmin from '../../../rules/kubernetes/rbac/k8s-rbac-cluster-admin-binding.ts';
import openEndpoint from '../../../rules/aws/eks/eks-endpoint-public-cidr-open.ts';
import openPort from '../../../rules/aws/ec2/sg-ingress-admin-port-open.ts';
import { emptyIam, emptyRegion, type AwsEstate, type AwsRegion } from '../../sim/aws/estate.ts';
import { accessKeyOf } from '../../sim/aws/generate.ts';
import { startAws, type AwsSettings, type AwsSim } from '../../sim/aws/server.ts';
import { accessTo, start, stopAll } from '../../support/kubernetes/collected.ts';
import { quickClock } from '../../support/quick-clock.ts';
import { follower } from '../../support/two-scans.ts';
import { account, estate, held, here } from './small-estate.ts';

const running: AwsSim[] = [];
afterEach(async () => {
  await Promise.all([stopAll(), ...running.splice(0).map((it) => it.close())]);
});

const [first, ...others] = here.clusters;
const network = { ...first?.resourcesVpcConfig, endpointPublicAccess: true, publicAccessCidrs: ['0.0.0.0/0'] };
/** The clusters, one of them open to everyone. */
const clusters = [{ ...first, resourcesVpcConfig: network }, ...others];

/** The estate with something of its region changed. */
const estateWith = (change: Partial<AwsRegion>): AwsEstate => ({
  ...estate,
  accounts: {
    [account]: { ...held, regions: { ...held.regions, 'eu-central-1': { ...here, clusters, ...change } } },
  },
});
const emptied: AwsEstate = {
  ...estate,
  accounts: { [account]: { iam: emptyIam(), regions: { ...held.regions, 'eu-central-1': emptyRegion() } } },
};

/** Long enough for an answer, and short for a call that is never answered. */
const patience = 400;

interface Settings extends Partial<AwsSettings> {
  readonly patience?: number;
}

async function aws({ patience = 15_000, ...settings }: Settings = {}): Promise<{
  readonly sim: AwsSim;
  readonly cloud: AwsCloud;
}> {
  const sim = await startAws({ estate, ...settings });
  running.push(sim);
  const clock = quickClock({ patience });
  const credentials = { accessKeyId: accessKeyOf(account), secretAccessKey: 'secret' };
  const clientConfig = { endpoint: sim.url, region: 'us-east-1', credentials };
  const cloud = awsCloud({ gate: gateOf({ clock, attempts: 1 }), clock, clientConfig });
  return { sim, cloud };
}

async function asked(it: ResourceRef, settings: Settings = {}): Promise<boolean> {
  const { cloud } = await aws(settings);
  await cloud.discover();
  return cloud.isGone(it);
}

let all: readonly Resource[] = [];
beforeAll(async () => {
  const { cloud } = await aws();
  const { targets } = await cloud.discover();
  all = (await Promise.all(targets.map((it) => cloud.collect(it)))).flatMap(({ resources }) => resources);
});
const one = (type: string): Resource => all.find((it) => it.type === type)!;

describe.each(ownReads.map(({ type, api }) => [type.name, api, type] as const))('%s', (name, api, type) => {
  test('that exists is not gone', async () => {
    expect(await asked(one(name))).toBe(false);
  });

  test('that was deleted is gone', async () => {
    expect(await asked(one(name), { estate: emptied })).toBe(true);
  });

  test.each(['denied', 'throttled', 'server-error', 'expired-credentials'] as const)(
    'whose own read was answered with %s is not gone',
    async (fault) => {
      const faults = [{ operation: api, fault, position: 'all' as const }];
      expect(await asked(one(name), { estate: emptied, faults })).toBe(false);
    },
  );

  test('is read with a permission that its type names', () => {
    expect(type.reads).toContain(api);
  });
});

describe.each([
  ['ec2.security-group', 'ec2:DescribeSecurityGroups'],
  ['ecr.image', 'ecr:DescribeImages'],
])('%s', (name, api) => {
  test.each(['timeout', 'reset', 'truncated-body', 'malformed-body'] as const)(
    'whose own read ended with %s is not gone',
    async (fault) => {
      const faults = [{ operation: api, fault, position: 'all' as const }];
      expect(await asked(one(name), { faults, patience })).toBe(false);
    },
  );
});

describe('an address', () => {
  test('of a node group whose name belongs to another one now is gone', async () => {
    const group = one('eks.nodegroup');
    expect(await asked({ ...group, id: `${group.id.slice(0, -1)}x` })).toBe(true);
  });

  test('of an access entry that was made anew for its principal is gone', async () => {
    const entry = one('eks.access-entry');
    expect(await asked({ ...entry, id: `${entry.id.slice(0, -1)}x` })).toBe(true);
  });

  test('of a role whose name belongs to one under another path now is gone', async () => {
    const it = one('iam.role');
    expect(await asked({ ...it, id: it.id.replace(':role/', ':role/elsewhere/') })).toBe(true);
  });

  test('that ends open is that of the node group there, whatever it ends with', async () => {
    const group = one('eks.nodegroup');
    const open = { ...group, id: group.id.slice(0, group.id.lastIndexOf('/') + 1) };
    expect(await asked(open)).toBe(false);
    expect(await asked({ ...open, id: open.id.replace('nodegroup/', 'nodegroup/of-') })).toBe(true);
  });

  test('of a policy that its repository lost is gone', async () => {
    expect(await asked(one('ecr.repository-policy'), { estate: estateWith({ ecrPolicies: {} }) })).toBe(true);
  });

  test('of a scan that an image never had is gone', async () => {
    const scan = one('ecr.image-scan');
    expect(await asked(scan, { estate: estateWith({ scanFindings: {} }) })).toBe(true);
  });

  test('of an image in a repository that lost this image alone is gone', async () => {
    const it = one('ecr.image');
    expect(await asked({ ...it, id: it.id.replace(/sha256:.*/, `sha256:${'f'.repeat(64)}`) })).toBe(true);
  });

  test.each<[string, (it: Resource) => Partial<ResourceRef>]>([
    ['of another account', ({ id }) => ({ id: id.replace(account, '999999999999') })],
    ['of another region', ({ id }) => ({ id: id.replace('eu-central-1', 'us-west-2') })],
    ['without its account', ({ id }) => ({ id: id.replace(`eu-central-1:${account}`, ':') })],
    ['of a target that was not found', () => ({ target: `aws:${account}:eu-west-3` })],
  ])('%s is not asked for', async (_, change) => {
    const it = one('ec2.security-group');
    const { sim, cloud } = await aws({ estate: emptied });
    await cloud.discover();
    expect(await cloud.isGone({ ...it, ...change(it) })).toBe(false);
    expect(sim.trace()['ec2:DescribeSecurityGroups']).toBe(undefined);
  });

  test.each(['ec2.allowed-images', 'ec2.subnet'])('of %s, which has no read of its own, is not gone', async (type) => {
    expect(await asked(one(type), { estate: emptied })).toBe(false);
  });
});

describe('a second scan', () => {
  const scans = async (settings: Partial<AwsSettings>) => {
    const follow = follower([openPort, openEndpoint]);
    const before = await follow((await aws({ estate: estateWith({}) })).cloud);
    const { sim, cloud } = await aws({ estate: estateWith({}), ...settings });
    return { before, second: await follow(cloud), sim };
  };
  const group = (ids: readonly string[]): string => ids.find((id) => id.includes('security-group'))!;
  const cluster = (ids: readonly string[]): string => ids.find((id) => id.includes(':cluster/'))!;
  const withoutGroup = (id: string): AwsEstate =>
    estateWith({ securityGroups: here.securityGroups.filter(({ GroupId }) => !id.endsWith(`/${GroupId ?? ''}`)) });
  const firstGroup = async (): Promise<string> => group((await follower([openPort])((await aws()).cloud)).open);

  test('finds that a deleted group is gone, and asks for nothing else', async () => {
    const lost = await firstGroup();
    const { second, sim } = await scans({ estate: withoutGroup(lost) });
    expect(new Set(second.changes)).toEqual(new Set([`gone ${lost}`]));
    expect(second.open).not.toContain(lost);
    expect(sim.trace()['ec2:DescribeSecurityGroups']).toBe(2);
  });

  test('leaves it open when the listing was lost', async () => {
    const lost = await firstGroup();
    const faults = [{ operation: 'ec2:DescribeSecurityGroups', fault: 'denied', position: 1 } as const];
    const { second, sim } = await scans({ estate: withoutGroup(lost), faults });
    expect(second.changes).toEqual([]);
    expect(second.open).toContain(lost);
    expect(sim.trace()['ec2:DescribeSecurityGroups']).toBe(1);
  });

  test('leaves it open when its own read is denied', async () => {
    const lost = await firstGroup();
    const faults = [{ operation: 'ec2:DescribeSecurityGroups', fault: 'denied', position: 2 } as const];
    const { second, sim } = await scans({ estate: withoutGroup(lost), faults });
    expect(second.changes).toEqual([]);
    expect(second.open).toContain(lost);
    expect(sim.trace()['ec2:DescribeSecurityGroups']).toBe(2);
  });

  test('leaves a cluster open that was listed and answered 404 when it was described', async () => {
    const faults = [{ operation: 'eks:DescribeCluster', fault: 'not-found', position: 'all' } as const];
    const { before, second, sim } = await scans({ faults });
    const lost = cluster(before.open);
    expect(second.changes).toEqual([]);
    expect(second.open).toContain(lost);
    expect(second.verdictsOn(lost)).toContain('unknown');
    expect(sim.trace()['eks:DescribeCluster']).toBe(here.clusters.length);
  });

  test('of a region without clusters closes what was deleted and leaves what is there', async () => {
    const { before, second } = await scans({ estate: estateWith({ clusters: [], nodegroups: [] }) });
    expect(second.changes).toEqual([`gone ${cluster(before.open)}`]);
    expect(second.open).toContain(group(before.open));
  });

  test('of a deleted cluster closes what was inside of it', async () => {
    const follow = follower([clusterAdmin, openEndpoint]);
    const arn = first?.arn ?? '';
    const access = { ...accessTo(await start()), cluster: arn };
    const clock = quickClock();
    const inside = (isThere: boolean) =>
      kubernetesCloud({ clock, clusters: () => (isThere ? [access] : []), allowLoopback: true });
    const before = await follow((await aws()).cloud, inside(true));
    const bindings = before.open.filter((id) => id.startsWith(`${arn}/`));
    const { cloud } = await aws({ estate: estateWith({ clusters: others }) });
    const second = await follow(cloud, inside(false));
    expect(bindings.length).toBeGreaterThan(0);
    expect(second.changes).toEqual(expect.arrayContaining(bindings.map((id) => `gone ${id}`)));
    expect(second.open.filter((id) => id.startsWith(`${arn}/`))).toEqual([]);
  });
});
