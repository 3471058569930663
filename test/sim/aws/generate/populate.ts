import type { Seeded } from '../../seeded.ts';
import { emptyRegion, type AwsRegion } from '../estate.ts';
import { accessEntries, addons } from './access.ts';
import { cluster } from './cluster.ts';
import { clusterVersions } from './cluster-versions.ts';
import { detector } from './detector.ts';
import { keys } from './keys.ts';
import { loadBalancers } from './load-balancers.ts';
import { machineImages } from './machine-images.ts';
import { network } from './network.ts';
import { nodes } from './nodes.ts';
import { capabilities, identityProviders, insights } from './parts.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';
import { prefixLists } from './prefix-lists.ts';
import { registryScanning } from './registry-scanning.ts';
import { registryPolicy } from './registry-policies.ts';
import { registry } from './registry.ts';
import { addonVersions, controlPlaneLogs, fargateProfiles } from './surroundings.ts';

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
      fargateProfiles: fargateProfiles(plan),
      logGroups: controlPlaneLogs(plan, own),
      accessEntries: accessEntries(plan, own),
      capabilities: capabilities(plan),
      insights: { [plan.name]: insights(plan) },
      identityProviders: identityProviders(plan),
      nodes: nodes(plan, net, kms.keyOf(plan)),
      registry: registry(plan),
      balancing: loadBalancers(plan, net),
    };
  });
  return emptyRegion({
    clusterVersions,
    clusters: made.map((each) => each.cluster),
    nodegroups: made.flatMap((each) => each.nodes.nodegroups),
    addons: made.flatMap((each) => each.addons),
    addonVersions,
    fargateProfiles: made.flatMap((each) => each.fargateProfiles),
    logGroups: made.flatMap((each) => each.logGroups),
    accessEntries: made.flatMap((each) => each.accessEntries),
    capabilities: made.flatMap((each) => each.capabilities),
    insights: united(made.map((each) => each.insights)),
    identityProviders: made.flatMap((each) => each.identityProviders),
    securityGroups: made.flatMap((each) => each.net.securityGroups),
    networkInterfaces: made.flatMap((each) => each.nodes.networkInterfaces),
    instances: made.flatMap((each) => each.nodes.reservations),
    volumes: made.flatMap((each) => each.nodes.volumes),
    snapshots: snapshots(account, random.fork('snapshots')),
    snapshotPublicBlock: random.fork('sharing').pick(['block-all-sharing', 'block-new-sharing', 'unblocked']),
    vpcs: made.map((each) => each.net.vpc),
    flowLogs: made.flatMap((each) => each.net.flowLogs),
    subnets: made.flatMap((each) => each.net.subnets),
    networkAcls: made.map((each) => each.net.networkAcl),
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
    loadBalancers: made.flatMap((each) => each.balancing.loadBalancers),
    listeners: made.flatMap((each) => each.balancing.listeners),
    detector: detector(account, random.fork('watch')),
    inspectorFindings: made.flatMap((each) => each.registry.inspectorFindings),
    inspectorOfEcr: plans.length % 4 === 2 ? 'DISABLED' : 'ENABLED',
    kmsKeys: kms.keys,
    kmsPolicies: kms.policies,
    kmsRotations: kms.rotations,
    kmsAliases: kms.aliases,
  });
}

/** A snapshot of a volume, and one that somebody shared with everybody in some. */
function snapshots(account: string, random: Seeded): AwsRegion['snapshots'] {
  const snapshot = (SnapshotId: string) => ({
    SnapshotId,
    OwnerId: account,
    VolumeId: 'vol-0data',
    Encrypted: false,
    State: 'completed' as const,
    StartTime: daysAgo(30),
  });
  const own = { snapshot: snapshot(`snap-${random.hex(17)}`), isPublic: false };
  return random.chance(0.5) ? [own, { snapshot: snapshot(`snap-${random.hex(17)}`), isPublic: true }] : [own];
}

function united<T>(parts: readonly Readonly<Record<string, T>>[]): Readonly<Record<string, T>> {
  return Object.fromEntries(parts.flatMap((part) => Object.entries(part)));
}
