import { typesNeeded, typesOn, type AnyRule } from '#engine/any-rule';
import { remembering } from '#engine/remembering';
import { typesOf } from '#engine/ruleset';
import { awsTypes } from '#clouds/aws/types';
import { azureTypes } from '#clouds/azure/types';
import { gcpTypes } from '#clouds/gcp/types';
import type { Type } from '#model';
import type { FaultLine } from '../../sim/faults.ts';
import type { Subject } from './estates.ts';

/** The calls of a simulator in the words of permissions, which is what types name their reads by. */
const apis: Readonly<Record<string, string>> = {
  'containerservice:managedClusters.list': 'Microsoft.ContainerService/managedClusters/read',
  'containerservice:managedClusters.listKubernetesVersions':
    'Microsoft.ContainerService/locations/kubernetesVersions/read',
  'containerregistry:registries.list': 'Microsoft.ContainerRegistry/registries/read',
  'monitor:diagnosticSettings.list': 'Microsoft.Insights/diagnosticSettings/read',
  'monitor:diagnosticSettingsCategory.list': 'Microsoft.Insights/diagnosticSettingsCategories/read',
  'security:pricings.list': 'Microsoft.Security/pricings/read',
  'compute:snapshots.list': 'Microsoft.Compute/snapshots/read',
  'containerregistry:scopeMaps.list': 'Microsoft.ContainerRegistry/registries/scopeMaps/read',
  'containerregistry:tokens.list': 'Microsoft.ContainerRegistry/registries/tokens/read',
  'containerservice:managedClusters.getMeshRevisionProfile':
    'Microsoft.ContainerService/locations/meshRevisionProfiles/read',
  'containerservice:trustedAccessRoleBindings.list':
    'Microsoft.ContainerService/managedClusters/trustedAccessRoleBindings/read',
  'containerservice:trustedAccessRoles.list': 'Microsoft.ContainerService/locations/trustedAccessRoles/read',
  'keyvault:vaults.listBySubscription': 'Microsoft.KeyVault/vaults/read',
  'keyvault:keys.get': 'Microsoft.KeyVault/vaults/keys/read',
  'keyvault:keys.getVersion': 'Microsoft.KeyVault/vaults/keys/versions/read',
  'managedidentity:userAssignedIdentities.listBySubscription': 'Microsoft.ManagedIdentity/userAssignedIdentities/read',
  'managedidentity:federatedIdentityCredentials.list':
    'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials/read',
  'network:applicationGateways.listAll': 'Microsoft.Network/applicationGateways/read',
  'network:networkWatchers.listAll': 'Microsoft.Network/networkWatchers/read',
  'network:flowLogs.list': 'Microsoft.Network/networkWatchers/flowLogs/read',
  'network:publicIPAddresses.listAll': 'Microsoft.Network/publicIPAddresses/read',
  'compute:disks.list': 'Microsoft.Compute/disks/read',
  'authorization:roleAssignments.listForSubscription': 'Microsoft.Authorization/roleAssignments/read',
  'authorization:roleDefinitions.list': 'Microsoft.Authorization/roleDefinitions/read',
  'network:networkSecurityGroups.listAll': 'Microsoft.Network/networkSecurityGroups/read',
  'network:virtualNetworks.listAll': 'Microsoft.Network/virtualNetworks/read',
  'compute:virtualMachineScaleSets.list': 'Microsoft.Compute/virtualMachineScaleSets/read',
  'container:ListClusters': 'container.clusters.list',
  'binaryauthorization:projects.getPolicy': 'binaryauthorization.policy.get',
  'cloudkms:GetCryptoKey': 'cloudkms.cryptoKeys.get',
  // One method answers for keys and for key rings: both are one type.
  'cloudkms:GetIamPolicy': 'cloudkms.cryptoKeys.getIamPolicy',
  'containeranalysis:projects.occurrences.list': 'containeranalysis.occurrences.list',
  'artifactregistry:ListLocations': 'artifactregistry.locations.list',
  'artifactregistry:ListRepositories': 'artifactregistry.repositories.list',
  'artifactregistry:GetIamPolicy': 'artifactregistry.repositories.getIamPolicy',
  'cloudresourcemanager:projects.getIamPolicy': 'resourcemanager.projects.getIamPolicy',
  'iam:projects.serviceAccounts.keys.list': 'iam.serviceAccountKeys.list',
  'compute:projects.get': 'compute.projects.get',
  'compute:networks.list': 'compute.networks.list',
  'compute:subnetworks.aggregatedList': 'compute.subnetworks.list',
  'compute:firewalls.list': 'compute.firewalls.list',
  'compute:networks.getEffectiveFirewalls': 'compute.networks.getEffectiveFirewalls',
  'compute:regionNetworkFirewallPolicies.getEffectiveFirewalls': 'compute.networks.getRegionEffectiveFirewalls',
  'core:configmaps.get': 'get configmaps/amazon-vpc-cni',
  'discovery:version': 'get /version',
  'discovery:groups': 'get /apis',
};

/** Listings whose answers name the objects that another call is made for; where types do not say so themselves. */
const leads: Readonly<Record<string, readonly string[]>> = {
  'containerservice:managedClusters.list': [
    'azure.scale-set',
    'aks.versions',
    'azure.diagnostic-settings',
    'azure.diagnostic-categories',
    ...['aks.trusted-access', 'aks.trusted-access-roles', 'aks.mesh-revisions', 'azure.key-vault-key'],
  ],
  'containerregistry:registries.list': [
    ...['azure.diagnostic-settings', 'azure.diagnostic-categories'],
    ...['acr.token', 'acr.scope-map'],
  ],
  'keyvault:vaults.listBySubscription': ['azure.key-vault-key'],
  'monitor:diagnosticSettings.list': ['azure.diagnostic-categories'],
  'authorization:roleAssignments.listForSubscription': ['azure.role-definition'],
  'container:ListClusters': [
    ...['gcp.effective-firewalls', 'gcp.region-effective-firewalls'],
    ...['gke.upgrade-info', 'gke.server-config', 'gcp.admission-policy', 'gcp.kms-key', 'gcp.kms-policy'],
    'gcp.service-account-keys',
  ],
  'compute:projects.get': ['gcp.service-account-keys'],
  'artifactregistry:ListLocations': ['gcp.artifact-registry-policy', 'gcp.kms-key', 'gcp.kms-policy'],
  'artifactregistry:ListRepositories': ['gcp.artifact-registry-policy', 'gcp.kms-key', 'gcp.kms-policy'],
  // Both take the permission to read a cluster, which is not the call that lists them.
  'container:FetchClusterUpgradeInfo': ['gke.upgrade-info'],
  'container:GetServerConfig': ['gke.server-config'],
};

/** What says which accounts, subscriptions, projects and regions there are: without it all of them are unread. */
const discoveries = /^(?:sts:|ec2:DescribeRegions$|subscriptions:|cloudresourcemanager:projects\.search$)/;

/** API groups that something may have installed, or older versions lack: what they serve is known by asking. */
const optional =
  /\.(?:admissionregistration\.k8s\.io|cilium\.io|(?:crd\.)?projectcalico\.org|policy\.networking\.k8s\.io|networking\.k8s\.aws|(?:policies\.)?kyverno\.io|policy\.sigstore\.dev|(?:config|constraints)\.gatekeeper\.sh)$/;

/** Tells which rules need what a fault spoils, in the targets where something was spoilt. */
export function predictor(
  rules: readonly AnyRule[],
): (subject: Subject, lines: readonly FaultLine[], where: (target: string) => boolean) => Spoilt {
  const needs = new Map(rules.map((rule) => [rule.id, needsOf(rule)]));
  const known = typesOf(rules);
  const held: Readonly<Record<Subject['name'], readonly Type[]>> = {
    aws: awsTypes,
    azure: azureTypes,
    gcp: gcpTypes,
    kubernetes: known.filter(({ scope }) => scope === 'cluster'),
  };
  return (subject, lines, where) => {
    const spoilt = new Set(lines.flatMap((line) => typesBehind(line, held[subject.name]).map(({ name }) => name)));
    const isSpoilt = remembering((rule: string) =>
      remembering((type: string | undefined) => {
        const { on = [], beside = [] } = needs.get(rule) ?? {};
        const judged = type !== undefined && on.includes(type) ? [type] : on;
        return { is: [...judged, ...beside].some((it) => spoilt.has(it)) };
      }),
    );
    return { touches: (rule, targets, type) => isSpoilt(rule)(type).is && targets.some(where) };
  };
}

/** The types that a rule judges, and those that it looks at whichever of them it judges. */
function needsOf(rule: AnyRule): Readonly<Record<'on' | 'beside', readonly string[]>> {
  const named = (types: readonly Type[]): string[] => types.map(({ name }) => name);
  return { on: named(typesOn(rule)), beside: named(typesNeeded({ ...rule, on: [] })) };
}

export interface Spoilt {
  /**
   * Whether the rule needs something of what was spoilt, in one of the targets that it looks at. A rule that judges
   * several types needs but one of them for a resource of that `type`.
   */
  touches(rule: string, targets: readonly string[], type?: string): boolean;
}

/** Whether a fault leaves no trace by which its targets are told: it is answered as not there, or ends the discovery. */
export const isEverywhere = ({ operation, fault }: FaultLine): boolean =>
  fault === 'not-found' || fault === 'expired-credentials' || discoveries.test(operation);

/** The call of a fault in the words of permissions. */
const apiOf = ({ operation }: FaultLine): string => apis[operation] ?? kubernetesApi(operation) ?? operation;

/** Gaps whose words differ from those of the permission. Calico serves its policies under two names of the group. */
const gapsOf: Readonly<Record<string, string>> = {
  'container:FetchClusterUpgradeInfo': 'container.clusters.fetchClusterUpgradeInfo',
  'container:GetServerConfig': 'container.projects.locations.getServerConfig',
  'cloudkms:GetIamPolicy': 'cloudkms.keyRings.getIamPolicy',
  'crd.projectcalico.org:globalnetworkpolicies.list': 'list globalnetworkpolicies.projectcalico.org',
  'crd.projectcalico.org:networkpolicies.list': 'list networkpolicies.projectcalico.org',
};

/** Whether a gap on an API tells of a fault. Where the groups of a cluster are unread, so is what they may serve. */
export const tellsOf = (api: string, line: FaultLine): boolean =>
  [line.operation, apiOf(line), gapsOf[line.operation]].includes(api) ||
  (line.operation.startsWith('discovery:') && optional.test(api));

function typesBehind(line: FaultLine, types: readonly Type[]): readonly Type[] {
  const { operation, fault } = line;
  if (fault === 'expired-credentials' || discoveries.test(operation)) return types;
  const api = apiOf(line);
  const served = operation === 'discovery:groups' || operation === 'discovery:resources';
  return types.filter(
    ({ name, reads }) =>
      reads.includes(api) || leads[operation]?.includes(name) || (served && reads.some((read) => optional.test(read))),
  );
}

/** `apps:deployments.list` is `list deployments.apps`. */
function kubernetesApi(operation: string): string | undefined {
  const [, group = '', plural = ''] = /^([^:]+):([a-z0-9]+)\.list$/.exec(operation) ?? [];
  if (plural === '') return undefined;
  return `list ${plural}${group === 'core' ? '' : `.${group}`}`;
}
