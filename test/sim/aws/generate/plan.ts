import { seeded, type Seeded } from '../../seeded.ts';

/** What is decided about a cluster before anything of it is made, so that its region and its account agree. */
export interface ClusterPlan {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly environment: 'prod' | 'staging' | 'dev';
  readonly version: string;
  readonly endpoint: 'open' | 'restricted' | 'private' | 'open-dual-stack';
  readonly oidcId: string;
  readonly vpcId: string;
  readonly nodegroups: readonly NodegroupPlan[];
  /** What is wrong with it; empty for a clean cluster. */
  readonly faults: ReadonlySet<ClusterFault>;
  readonly random: Seeded;
}

export interface NodegroupPlan {
  readonly name: string;
  readonly nodes: number;
  readonly launchTemplateId: string | undefined;
  readonly imageId: string;
  readonly instanceType: string;
}

export type ClusterFault =
  | 'node-role-admin'
  | 'irsa-wildcard'
  | 'ssh-open'
  | 'volumes-plain'
  | 'secrets-plain'
  | 'image-critical'
  | 'image-foreign'
  | 'public-nodes';

const faults: readonly ClusterFault[] = [
  'node-role-admin',
  'irsa-wildcard',
  'ssh-open',
  'volumes-plain',
  'secrets-plain',
  'image-critical',
  'image-foreign',
  'public-nodes',
];

const teams = ['payments', 'search', 'ledger', 'media', 'identity', 'shipping', 'billing', 'risk'];
const environments = ['prod', 'staging', 'dev'] as const;
const versions = ['1.34', '1.34', '1.34', '1.33', '1.33', '1.32', '1.31', '1.30', '1.29'];

export function clusterPlan(seed: number, account: string, region: string, index: number): ClusterPlan {
  const random = seeded(`${String(seed)}/${account}/${region}/${String(index)}`);
  const environment = random.pick(environments);
  const name = `${environment}-${random.pick(teams)}-${String(index + 1)}`;
  const imageId = `ami-0${random.hex(16)}`;
  return {
    account,
    region,
    name,
    environment,
    version: random.pick(versions),
    endpoint: random.pick([
      'private',
      'private',
      'restricted',
      'restricted',
      'restricted',
      'open',
      'open-dual-stack',
    ] as const),
    oidcId: random.hex(32).toUpperCase(),
    vpcId: `vpc-0${random.hex(16)}`,
    nodegroups: ['system', 'general', 'batch'].map((group) => ({
      name: group,
      nodes: random.integer(3, 4),
      launchTemplateId: group === 'system' ? undefined : `lt-0${random.hex(16)}`,
      imageId,
      instanceType: random.pick(['m7g.large', 'm6i.xlarge', 'c7g.2xlarge', 'r6i.large']),
    })),
    faults: new Set(faults.filter(() => random.chance(0.15))),
    random,
  };
}

/** The instant of the estate: ages are counted back from it. */
export const estateTime = Date.UTC(2026, 10, 1);

export function daysAgo(days: number): Date {
  return new Date(estateTime - days * 86_400_000);
}
