import { collectAllowedImages } from './ec2/allowed-images/collect.ts';
import { collectEbsEncryptionDefault } from './ec2/ebs-encryption-default/collect.ts';
import { collectFlowLogs } from './ec2/flow-log/collect.ts';
import { collectImages } from './ec2/image/collect.ts';
import { collectImagePublicBlock } from './ec2/image-public-block/collect.ts';
import { collectInstanceMetadataDefaults } from './ec2/instance-metadata-defaults/collect.ts';
import { collectInstances } from './ec2/instance/collect.ts';
import { collectLaunchTemplateVersions } from './ec2/launch-template-version/collect.ts';
import { collectNetworkAcls } from './ec2/network-acl/collect.ts';
import { collectNetworkInterfaces } from './ec2/network-interface/collect.ts';
import { collectPrefixLists } from './ec2/prefix-list/collect.ts';
import { collectPublicImages } from './ec2/public-images/collect.ts';
import { collectPublicSnapshots } from './ec2/public-snapshots/collect.ts';
import { collectRouteTables } from './ec2/route-table/collect.ts';
import { collectSecurityGroups } from './ec2/security-group/collect.ts';
import { collectSnapshotPublicBlock } from './ec2/snapshot-public-block/collect.ts';
import { collectSubnets } from './ec2/subnet/collect.ts';
import { collectVpcs } from './ec2/vpc/collect.ts';
import { collectVolumes } from './ec2/volume/collect.ts';
import { collectEcrImages } from './ecr/image/collect.ts';
import { collectImageIndexes } from './ecr/image-index/collect.ts';
import { collectImageScans } from './ecr/image-scan/collect.ts';
import { collectPolicyScope } from './ecr/policy-scope/collect.ts';
import { collectRegistryPolicy } from './ecr/registry-policy/collect.ts';
import { collectRepositoryPolicies } from './ecr/repository-policy/collect.ts';
import { collectRegistryScanning } from './ecr/registry-scanning/collect.ts';
import { collectRepositoryScanning } from './ecr/repository-scanning/collect.ts';
import { collectRepositories, type KnownRepository } from './ecr/repository/collect.ts';
import { collectAccessEntries } from './eks/access-entry/collect.ts';
import { collectAddons } from './eks/addon/collect.ts';
import { collectAddonVersions, onVersions } from './eks/addon-versions/collect.ts';
import { collectCapabilities } from './eks/capability/collect.ts';
import { collectClusters, keysOfClusters, listClusters, namesByAccess } from './eks/cluster/collect.ts';
import { collectFargateProfiles } from './eks/fargate-profile/collect.ts';
import { collectIdentityProviders } from './eks/identity-provider/collect.ts';
import { collectInsights } from './eks/insights/collect.ts';
import { collectNodegroups } from './eks/nodegroup/collect.ts';
import { collectVersions } from './eks/version/collect.ts';
import { collectBalancers } from './elbv2/collect.ts';
import { collectSslPolicies } from './elbv2/ssl-policies/collect.ts';
import { collectDetectors } from './guardduty/detectors/collect.ts';
import { collectInspectorAccount } from './inspector/account/collect.ts';
import { collectInspectorFindings } from './inspector/finding/collect.ts';
import { collectKeyPolicies } from './kms/key-policy/collect.ts';
import { collectKeyRotations } from './kms/key-rotation/collect.ts';
import { collectKeys } from './kms/key/collect.ts';
import { collectLogGroups } from './logs/log-group/collect.ts';
import type { AwsReader } from './reader.ts';

/**
 * Reads a region of an account. In one that certainly holds no cluster nothing else is read, and the answer is false;
 * where the clusters could not be listed, the rest still is.
 */
export async function collectRegion(at: AwsReader): Promise<boolean> {
  const { names, whole } = await listClusters(at);
  if (whole && names.length === 0) return false;
  const repositories = collectRepositories(at);
  const clusters = collectClusters(at, names);
  await Promise.all([
    collectKeysOf(at, [clusters.then(keysOfClusters), collectVolumes(at), repositories.then(keysOfRepositories)]),
    clusters.then((found) => collectAccess(at, found)),
    collectVersions(at),
    collectLogGroups(at),
    collectMachines(at, names),
    collectNetwork(at),
    collectBalancers(at),
    collectSslPolicies(at),
    repositories.then((found) => collectRegistry(at, found)),
    repositories.then((found) => collectRepositoryPolicies(at, found)),
    repositories.then((found) => collectRepositoryScanning(at, found)),
    collectRegistryScanning(at),
    collectRegistryPolicy(at),
    collectPolicyScope(at),
    collectAllowedImages(at),
    collectEbsEncryptionDefault(at),
    collectInstanceMetadataDefaults(at),
    collectPublicSharing(at),
    collectInspectorFindings(at),
    collectInspectorAccount(at),
    collectDetectors(at),
  ]);
  return true;
}

/** What a cluster has beside its nodes. */
async function collectAccess(at: AwsReader, clusters: Parameters<typeof namesByAccess>[0]): Promise<void> {
  const { run, entered } = namesByAccess(clusters);
  await Promise.all([
    collectAddons(at, run).then((added) => collectAddonVersions(at, onVersions(added, clusters))),
    collectFargateProfiles(at, run),
    collectAccessEntries(at, entered),
    collectCapabilities(at, run),
    collectInsights(at, run),
    collectIdentityProviders(at, run),
  ]);
}

async function collectPublicSharing(at: AwsReader): Promise<void> {
  await Promise.all([
    collectPublicSnapshots(at),
    collectSnapshotPublicBlock(at),
    collectPublicImages(at),
    collectImagePublicBlock(at),
  ]);
}

async function collectMachines(at: AwsReader, clusters: readonly string[]): Promise<void> {
  const [templated, started] = await Promise.all([
    collectNodegroups(at, clusters).then((nodegroups) => collectLaunchTemplateVersions(at, nodegroups)),
    collectInstances(at),
  ]);
  await collectImages(at, [...templated, ...started]);
}

async function collectNetwork(at: AwsReader): Promise<void> {
  await Promise.all([
    collectSecurityGroups(at).then((lists) => collectPrefixLists(at, lists)),
    collectNetworkInterfaces(at),
    collectVpcs(at),
    collectSubnets(at),
    collectRouteTables(at),
    collectNetworkAcls(at),
    collectFlowLogs(at),
  ]);
}

/** Reads the keys that the sources name, how they are rotated and who may use them. */
export async function collectKeysOf(at: AwsReader, sources: readonly Promise<readonly string[]>[]): Promise<void> {
  const arns = new Set((await Promise.all(sources)).flat());
  const keys = await collectKeys(at, [...arns]);
  await Promise.all([collectKeyRotations(at, keys), collectKeyPolicies(at, keys)]);
}

/** The keys that encrypt the images of repositories. */
export const keysOfRepositories = (repositories: readonly KnownRepository[]): readonly string[] =>
  repositories.flatMap(({ key }) => key ?? []);

async function collectRegistry(at: AwsReader, repositories: readonly KnownRepository[]): Promise<void> {
  const images = await collectEcrImages(at, repositories);
  await Promise.all([collectImageIndexes(at, images), collectImageScans(at, images)]);
}
