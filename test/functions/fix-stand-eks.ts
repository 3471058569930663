import { DescribeClusterCommand, EKSClient, type Cluster } from '@aws-sdk/client-eks';
import type { RoleDetail } from '@aws-sdk/client-iam';
import { collectAll } from '#app/collect-all';
import { awsCloud } from '#clouds/aws/cloud';
import { gateOf } from '#clouds/gate';
import { textAt } from '#clouds/json';
import { kubernetesCloud } from '#clouds/kubernetes/cloud';
import type { AnyRule } from '#engine/any-rule';
import type { Clock, PolicyDocument, Resource } from '#model';
import { awsFixPartsWith } from '../../functions/wire/fix-aws.ts';
import type { FixParts } from '../../functions/wire/fix-parts.ts';
import { account, region } from '../contract/aws/estate.ts';
import type { AwsEstate } from '../sim/aws/estate.ts';
import { accessKeyOf } from '../sim/aws/generate.ts';
import { startAws } from '../sim/aws/server.ts';
import { fixStand, type FixCloud } from './fix-stand.ts';
import type { Inside } from './fix-inside.ts';

/** The role that the stack makes for itself. */
export const remediator = `arn:aws:iam::${account}:role/Shoalwatch-remediate`;

/** The estate with the remediator's role, which its account trusts. */
export function withRemediator(estate: AwsEstate): AwsEstate {
  const own = estate.accounts[account];
  if (!own) throw new Error('the estate has its account');
  const Action = ['sts:AssumeRole', 'sts:SetSourceIdentity'];
  const trust = { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action };
  const role: RoleDetail = {
    ...{ Path: '/', RoleName: 'Shoalwatch-remediate', RoleId: 'AROAREMEDIATE', Arn: remediator },
    AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify({ Version: '2012-10-17', Statement: [trust] })),
    ...{ CreateDate: new Date(0), InstanceProfileList: [], RolePolicyList: [], AttachedManagedPolicies: [], Tags: [] },
  };
  return {
    ...estate,
    accounts: { ...estate.accounts, [account]: { ...own, iam: { ...own.iam, roles: [...own.iam.roles, role] } } },
  };
}

/** The first cluster with a simulated API behind its endpoint. */
function withInside(estate: AwsEstate, { sim }: Inside): AwsEstate {
  const own = estate.accounts[account];
  const here = own?.regions[region];
  if (!own || !here) throw new Error('the estate has its region');
  const [first, ...others] = here.clusters;
  const reached: Cluster = {
    ...first,
    ...{ endpoint: sim.url, certificateAuthority: { data: Buffer.from(sim.ca).toString('base64') } },
  };
  const regions = { ...own.regions, [region]: { ...here, clusters: [reached, ...others] } };
  return { ...estate, accounts: { ...estate.accounts, [account]: { ...own, regions } } };
}

/** AWS, with the API of its first cluster where one is given. */
async function eksCloud(estate: AwsEstate, clock: Clock, inside?: Inside) {
  const sim = await startAws({ estate: withRemediator(inside ? withInside(estate, inside) : estate) });
  inside?.enters((token) => callerIn(token, sim.whoIs));
  const clientConfig = {
    endpoint: sim.url,
    region,
    credentials: { accessKeyId: accessKeyOf(account), secretAccessKey: 's' },
  };
  const plain = awsFixPartsWith({ clientConfig });
  let [busy, slow, sends] = [0, 0, 0];
  let role = remediator;
  const parts: FixParts = {
    ...plain,
    ...(inside && { endpoint: { allowLoopback: true } }),
    async open(way) {
      const cloud = await plain.open(way);
      return {
        ...cloud,
        async reread(...asked) {
          const reading = await cloud.reread(...asked);
          busy -= 1;
          return busy < 0 ? reading : { ...reading, resources: reading.resources.map(updating) };
        },
      };
    },
    async send(...asked) {
      const sent = await plain.send(...asked);
      sends += 1;
      busy = slow;
      return sent;
    },
  };
  const eks = new EKSClient(clientConfig);
  const cloud: FixCloud = {
    ...{ name: 'aws', targets: { aws: [{ regions: [region] }] }, parts, role: () => role },
    async read() {
      const gate = gateOf({ clock });
      const own = awsCloud({ gate, clock, clientConfig, regions: [region] });
      const progress = { skipped: () => undefined, started: () => undefined, done: () => undefined };
      const readings = await collectAll({ clouds: [own], progress });
      const reached = readings
        .flatMap(({ resources }) => resources)
        .find(({ config }) => textAt(config, 'endpoint') === inside?.sim.url);
      if (!inside || !reached) return readings;
      const access = await own.access(reached);
      if (!('endpoint' in access)) throw new Error(access.detail);
      const within = kubernetesCloud({ gate, clock, clusters: () => [access], allowLoopback: true });
      return [...readings, ...(await collectAll({ clouds: [within], progress }))];
    },
    async close() {
      eks.destroy();
      await Promise.all([sim.close(), inside?.close()]);
    },
  };
  return {
    ...{ ...cloud, eks, clientConfig, sim },
    sends: () => sends,
    takes: (looks: number): void => void (slow = looks),
    forbids: (): void => void (role = remediator.replace('Shoalwatch', 'Other')),
  };
}

/** EKS as the stack finds it, with the functions of fixes called by the machine as it was synthesised. */
export async function eksStand(estate: AwsEstate, rule: AnyRule, policy: PolicyDocument, inside?: Inside) {
  const stand = await fixStand((clock) => eksCloud(estate, clock, inside), [rule], policy);
  const { eks, clientConfig, sim, sends, takes, forbids } = stand.cloud;
  return {
    ...{ ...stand, eks, clientConfig, sim, sends },
    /** EKS says for so many looks after a write that it is at work. */
    takes,
    /** The account has no such role any more. */
    forbids,
    /** From where the API of a cluster may be called. */
    async cidrsOf(name: string): Promise<readonly string[] | undefined> {
      const { cluster } = await eks.send(new DescribeClusterCommand({ name }));
      return cluster?.resourcesVpcConfig?.publicAccessCidrs;
    },
  };
}

const updating = (it: Resource): Resource =>
  it.type === 'eks.cluster' && typeof it.config === 'object'
    ? { ...it, config: { ...it.config, status: 'UPDATING' } }
    : it;

/** Whom STS names for the request that a token is. */
export function callerIn(token: string, whoIs: Awaited<ReturnType<typeof startAws>>['whoIs']): string | undefined {
  const url = Buffer.from(token.replace(/^k8s-aws-v1\./, ''), 'base64url').toString('utf8');
  if (!URL.canParse(url)) return undefined;
  const { searchParams } = new URL(url);
  const key = searchParams.get('X-Amz-Credential')?.split('/')[0] ?? '';
  return whoIs(key, searchParams.get('X-Amz-Security-Token') ?? undefined);
}

export type EksStand = Awaited<ReturnType<typeof eksStand>>;
