import type { Seeded } from '../../seeded.ts';
import { emptyRegion, type AwsRegion } from '../estate.ts';
import { accessEntries, addons } from './access.ts';
import { cluster } from './cluster.ts';
import { clusterVersions } from './cluster-versions.ts';
import { keys } from './keys.ts';
import { machineImages } from './machine-images.ts';
import { network } from './network.ts';
import { nodes } from './nodes.ts';
import type { ClusterPlan } from './plan.ts';
import { prefixLists } from './prefix-lists.ts';
import { registryScanning } from './registry-scanning.ts';
import { registryPolicy } from './registry-policies.ts';
import { registry } from './registry.ts';

export interface RegionPlan {
  readonly account: string;
  readonly region: string;
  readonly plans: readonly ClusterPlan[];
  readonly random: Seeded;
}

/** Everything in one region of one account. */
export function populate({ account, region, plans, random }: RegionPlan): AwsRegion {
  const lists = prefixLists(account, region, random.fork('prefix-lists'));
  const kms = keys(account, region, plans, random.fork('keys'));
  const made = plans.map((plan) => {
    const net = network(plan, lists);
    const own = cluster(plan, net, kms.keyOf(plan));
    return {
      net,
      cluster: own,
      addons: addons(plan),
      accessEntries: accessEntries(plan, own),
      nodes: nodes(plan, net, kms.keyOf(plan)),
      registry: registry(plan),
    };
  });
  return emptyRegion({
    clusterVersions,
    clusters: made.map((each) => each.cluster),
    nodegroups: made.flatMap((each) => each.nodes.nodegroups),
    addons: made.flatMap((each) => each.addons),
    accessEntries: made.flatMap((each) => each.accessEntries),
    securityGroups: made.flatMap((each) => each.net.securityGroups),
    networkInterfaces: made.flatMap((each) => each.nodes.networkInterfaces),
    instances: made.flatMap((each) => each.nodes.reservations),
    volumes: made.flatMap((each) => each.nodes.volumes),
    vpcs: made.map((each) => each.net.vpc),
    flowLogs: made.flatMap((each) => each.net.flowLogs),
    subnets: made.flatMap((each) => each.net.subnets),
    routeTables: made.flatMap((each) => each.net.routeTables),
    launchTemplateVersions: made.flatMap((each) => each.nodes.launchTemplateVersions),
    images: machineImages(account, plans),
    allowedImagesSettings: random.pick([
      { State: 'disabled', ManagedBy: 'account', ImageCriteria: [] },
      { State: 'enabled', ManagedBy: 'account', ImageCriteria: [{ ImageProviders: ['amazon', account] }] },
      { State: 'audit-mode', ManagedBy: 'account', ImageCriteria: [{ ImageProviders: ['amazon'] }] },
    ]),
    ebsEncryptionByDefault: random.chance(0.5),
    instanceMetadataDefaults: { HttpTokens: 'required', ManagedBy: 'account', HttpTokensEnforced: 'disabled' },
    prefixLists: lists,
    repositories: made.flatMap((each) => each.registry.repositories),
    ecrPolicies: united(made.map((each) => each.registry.policies)),
    ecrRegistryPolicy: registryPolicy(account, region, plans.length),
    ecrPolicyScope: plans.length % 4 < 2 ? 'V2' : 'V1',
    ecrScanning: registryScanning(plans.length),
    ecrImages: united(made.map((each) => each.registry.images)),
    manifests: united(made.map((each) => each.registry.manifests)),
    scanFindings: united(made.map((each) => each.registry.scans)),
    inspectorFindings: made.flatMap((each) => each.registry.inspectorFindings),
    inspectorOfEcr: plans.length % 4 === 2 ? 'DISABLED' : 'ENABLED',
    kmsKeys: kms.keys,
    kmsPolicies: kms.policies,
    kmsRotations: kms.rotations,
    kmsAliases: kms.aliases,
  });
}

function united<T>(parts: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
