import type { AnyRule } from '#engine/any-rule';
import { diff, isOpen } from '#engine/diff';
import { evaluate } from '#engine/evaluate';
import { typesOf } from '#engine/ruleset';
import { snapshotOf } from '#engine/snapshot-id';
import { worldOf } from '#engine/world';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { securityGroup } from '#clouds/aws/ec2/security-group/resource';
import { defaultPolicy } from '#model';
import type { Clock, Cloud, Gap, Reading, Resource, Touched, Type } from '#model';
import { rules as shipped } from '#rules/catalog.gen';
import { generateAwsEstate } from '../../../sim/aws/generate.ts';
import { awsReadings } from '../../fleet/aws.ts';

const region = 'eu-central-1';

/** The rules that look at what changes. */
export const rules: readonly AnyRule[] = shipped.filter(({ id }) =>
  [
    'eks-endpoint-public-cidr-open',
    'eks-endpoint-public-access',
    'eks-endpoint-private-access-disabled',
    'sg-ingress-admin-port-open',
    'sg-ingress-all-ports-open',
  ].includes(id),
);

export const types: readonly Type[] = typesOf(rules);

/** A region of an account that is held in memory, whose objects are changed while it is watched. */
export interface ChangingEstate {
  readonly account: string;
  readonly region: string;
  readonly cloud: Cloud;
  /** By address; what is set here is what the next read answers. */
  readonly objects: Map<string, Resource>;
  /** Calls that read it, so far. */
  reads(): number;
  /** The findings that stand open now, as rule and address, whoever reads. */
  truth(): ReadonlySet<string>;
}

/** What the estate is made of; equal seeds make equal ones. */
export interface Making {
  readonly seed: number;
  readonly clusters: number;
  readonly clock: Clock;
}

export function changingEstate({ seed, clusters, clock }: Making): ChangingEstate {
  const { account, whole } = generated(seed, clusters);
  const names = new Set(types.map(({ name }) => name));
  const objects = new Map(needed(whole.resources.filter(({ type }) => names.has(type))).map((it) => [it.id, it]));
  let reads = 0;
  const reading = (): Reading => ({
    target: whole.target,
    startedAt: new Date(clock.now()).toISOString(),
    resources: [...objects.values()],
    complete: [...names],
    gaps: [],
  });
  const cloud: Cloud = {
    provider: 'aws',
    discover: () => Promise.resolve({ targets: [whole.target], gaps: [] }),
    collect() {
      reads += 1;
      return Promise.resolve(reading());
    },
    isGone: ({ id }) => Promise.resolve(!objects.has(id)),
    reread(_, touched) {
      reads += 1;
      return Promise.resolve(partOf(reading(), touched));
    },
  };
  return {
    ...{ account, region, cloud, objects },
    reads: () => reads,
    truth() {
      const at = new Date(clock.now()).toISOString();
      const world = worldOf([snapshotOf(reading(), types)]);
      const judgements = evaluate({ world, rules, policy: defaultPolicy, at });
      const since = { policy: false, ruleset: false };
      const { findings } = diff({ before: [], judgements, rules, waivers: [], at, gone: new Set(), since });
      return new Set(findings.filter(isOpen).map(({ id }) => id));
    },
  };
}

interface Generated {
  readonly account: string;
  readonly whole: Reading;
}

const made = new Map<string, Generated>();

/** Generated once: what is changed is changed in a copy. */
function generated(seed: number, clusters: number): Generated {
  const known = made.get(`${seed}/${clusters}`);
  if (known) return known;
  const estate = generateAwsEstate({ seed, clusters, accounts: 1, regions: [region] });
  const [account = ''] = Object.keys(estate.accounts);
  const whole = [...awsReadings(estate)].find(({ target }) => target.id === `aws:${account}:${region}`);
  if (!whole) throw new Error('the estate has no region');
  made.set(`${seed}/${clusters}`, { account, whole });
  return { account, whole };
}

/**
 * Without what only makes reads longer: of the interfaces that carry the same security groups one is enough to tell that these
 * are in use, with the instance that it belongs to.
 */
function needed(resources: readonly Resource[]): readonly Resource[] {
  const carried = new Set<string>();
  const interfaces = resources.filter(isInterface).filter(({ config }) => {
    const groups = JSON.stringify((config as typeof networkInterface.config).Groups);
    return !carried.has(groups) && carried.add(groups);
  });
  const instances = new Set(
    interfaces.map(({ config }) => (config as typeof networkInterface.config).Attachment?.InstanceId),
  );
  return resources.filter(
    (it) =>
      (!isInterface(it) || interfaces.includes(it)) &&
      (!isInstance(it) || instances.has((it.config as typeof instance.config).InstanceId)),
  );
}

/** What a read of some addresses answers; one that is not there is a gap. */
function partOf(whole: Reading, touched: readonly Touched[]): Reading {
  const listed = new Set(touched.flatMap(({ type, id }) => (id === undefined ? [type] : [])));
  const named = new Set(touched.flatMap(({ id }) => id ?? []));
  const resources = whole.resources.filter(({ type, id }) => listed.has(type) || named.has(id));
  const found = new Set(resources.map(({ id }) => id));
  const gaps = touched.flatMap(({ type, id, target }): Gap[] =>
    id === undefined || found.has(id) ? [] : [notFound(target, type, id)],
  );
  return { ...whole, resources, complete: [...listed], gaps };
}

const notFound = (target: string, type: string, resource: string): Gap => ({
  ...{ target, api: `read ${type}`, reason: 'not-found', resource, types: [type], detail: 'It is not there.' },
});

/** A cluster with its endpoint as it is asked for. */
export function withEndpoint(it: Resource, endpoint: object): Resource {
  const config = it.config as typeof eksCluster.config;
  return { ...it, config: { ...config, resourcesVpcConfig: { ...config.resourcesVpcConfig, ...endpoint } } };
}

/** A security group with these rules for what comes in. */
export const withIngress = (it: Resource, IpPermissions: (typeof securityGroup.config)['IpPermissions']): Resource => ({
  ...it,
  config: { ...(it.config as typeof securityGroup.config), IpPermissions },
});

export const isCluster = ({ type }: Resource): boolean => type === eksCluster.name;

const isInterface = ({ type }: Resource): boolean => type === networkInterface.name;

const isInstance = ({ type }: Resource): boolean => type === instance.name;

export const isGroup = ({ type }: Resource): boolean => type === securityGroup.name;
