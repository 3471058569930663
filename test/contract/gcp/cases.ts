import garImmutableTagsOff from '#rules/gcp/artifact-registry/gar-immutable-tags-off';
import garRepositoryPublic from '#rules/gcp/artifact-registry/gar-repository-public';
import garRepositoryWritersBroad from '#rules/gcp/artifact-registry/gar-repository-writers-broad';
import garVulnerabilityScanningOff from '#rules/gcp/artifact-registry/gar-vulnerability-scanning-off';
import gcpDefaultNetworkFirewalls from '#rules/gcp/compute/gcp-default-network-firewalls';
import gcpFirewallAdminPortOpen from '#rules/gcp/compute/gcp-firewall-admin-port-open';
import gcpFirewallAnyPortOpen from '#rules/gcp/compute/gcp-firewall-any-port-open';
import gcpSubnetFlowLogsOff from '#rules/gcp/compute/gcp-subnet-flow-logs-off';
import gcpSubnetPrivateGoogleAccessOff from '#rules/gcp/compute/gcp-subnet-private-google-access-off';
import gcpKmsKeyPublic from '#rules/gcp/kms/gcp-kms-key-public';
import gcpKmsKeyRotation from '#rules/gcp/kms/gcp-kms-key-rotation';
import gkeAnonymousAuthOpen from '#rules/gcp/gke/gke-anonymous-auth-open';
import gkeAuthorizedNetworksGoogleIps from '#rules/gcp/gke/gke-authorized-networks-google-ips';
import gkeAuthorizedNetworksOff from '#rules/gcp/gke/gke-authorized-networks-off';
import gkeAutopilotPrivilegedAllowlist from '#rules/gcp/gke/gke-autopilot-privileged-allowlist';
import gkeBackupAgentOff from '#rules/gcp/gke/gke-backup-agent-off';
import gkeBasicAuthEnabled from '#rules/gcp/gke/gke-basic-auth-enabled';
import gkeBinaryAuthorizationOff from '#rules/gcp/gke/gke-binary-authorization-off';
import gkeDataplaneRelayExternal from '#rules/gcp/gke/gke-dataplane-relay-external';
import gkeDnsEndpointExternal from '#rules/gcp/gke/gke-dns-endpoint-external';
import gkeGroupsForRbacOff from '#rules/gcp/gke/gke-groups-for-rbac-off';
import gkeInTransitEncryptionOff from '#rules/gcp/gke/gke-in-transit-encryption-off';
import gkeInsecureRbacBindingsAllowed from '#rules/gcp/gke/gke-insecure-rbac-bindings-allowed';
import gkeIntranodeVisibilityOff from '#rules/gcp/gke/gke-intranode-visibility-off';
import gkeKubeletReadonlyPort from '#rules/gcp/gke/gke-kubelet-readonly-port';
import gkeLabelsMissing from '#rules/gcp/gke/gke-labels-missing';
import gkeLegacyAbac from '#rules/gcp/gke/gke-legacy-abac';
import gkeLegacyMetadataEndpoints from '#rules/gcp/gke/gke-legacy-metadata-endpoints';
import gkeLoggingIncomplete from '#rules/gcp/gke/gke-logging-incomplete';
import gkeMaintenanceExclusionLong from '#rules/gcp/gke/gke-maintenance-exclusion-long';
import gkeMetadataServerOff from '#rules/gcp/gke/gke-metadata-server-off';
import gkeMonitoringIncomplete from '#rules/gcp/gke/gke-monitoring-incomplete';
import gkeNetworkPolicyOff from '#rules/gcp/gke/gke-network-policy-off';
import gkeNodeAutoRepairOff from '#rules/gcp/gke/gke-node-auto-repair-off';
import gkeNodeAutoUpgradeOff from '#rules/gcp/gke/gke-node-auto-upgrade-off';
import gkeNodeImageNotCos from '#rules/gcp/gke/gke-node-image-not-cos';
import gkeNodeUnsafeSysctls from '#rules/gcp/gke/gke-node-unsafe-sysctls';
import gkePrivateEndpointUnrestricted from '#rules/gcp/gke/gke-private-endpoint-unrestricted';
import gkePrivateNodesOff from '#rules/gcp/gke/gke-private-nodes-off';
import gkePublicEndpointEnabled from '#rules/gcp/gke/gke-public-endpoint-enabled';
import gkeReleaseChannelNone from '#rules/gcp/gke/gke-release-channel-none';
import gkeSecretManagerAddonOff from '#rules/gcp/gke/gke-secret-manager-addon-off';
import gkeSecretsCmekOff from '#rules/gcp/gke/gke-secrets-cmek-off';
import gkeSecurityNotificationsOff from '#rules/gcp/gke/gke-security-notifications-off';
import gkeSecurityPostureOff from '#rules/gcp/gke/gke-security-posture-off';
import gkeServiceExternalIpsAllowed from '#rules/gcp/gke/gke-service-external-ips-allowed';
import gkeShieldedNodesOff from '#rules/gcp/gke/gke-shielded-nodes-off';
import gkeWorkloadIdentityOff from '#rules/gcp/gke/gke-workload-identity-off';
import { generateGcpEstate } from '../../sim/gcp/generate.ts';
import type { ContractCase } from '../prove.ts';
import {
  withExclusions,
  withFewLabels,
  withLegacyEndpoints,
  withLooseEndpoints,
  withNotifications,
  withOpenPolicies,
  withoutFlows,
  withSysctls,
  withUbuntu,
} from './estates.ts';
import { gcpStand } from './stand.ts';

const open = () => gcpStand(generateGcpEstate({ seed: 7, clusters: 14 }));
const key = 'projects/keys/locations/global/keyRings/gke/cryptoKeys/secrets';

export const gcpCases: readonly ContractCase[] = [
  {
    rule: gcpFirewallAdminPortOpen,
    proves: ['gcp.switch-firewall'],
    // A network's effective firewalls hold a copy of each of its rules.
    echoes: ['gcp.effective-firewalls'],
    open: () => gcpStand(generateGcpEstate({ seed: 7, clusters: 12 })),
  },
  {
    rule: gcpFirewallAnyPortOpen,
    proves: ['gcp.switch-firewall'],
    echoes: ['gcp.effective-firewalls'],
    open: () => gcpStand(generateGcpEstate({ seed: 7, clusters: 12 })),
  },
  {
    rule: gkeAuthorizedNetworksOff,
    proves: ['gke.update-authorized-networks'],
    params: { allowedCidrs: ['198.51.100.0/24', '203.0.113.7/32'] },
    open,
  },
  { rule: gkeAuthorizedNetworksGoogleIps, proves: ['gke.update-authorized-networks'], open },
  { rule: gcpSubnetPrivateGoogleAccessOff, proves: ['gcp.set-private-google-access'], open },
  {
    rule: gcpSubnetFlowLogsOff,
    proves: ['gcp.set-flow-logs'],
    params: { nothingBesides: true },
    open: () => gcpStand(withoutFlows()),
  },
  {
    rule: gkeLabelsMissing,
    proves: ['gke.set-labels'],
    params: { requiredLabels: ['owner', 'environment'], labelValues: { owner: 'shop', environment: 'production' } },
    open: () => gcpStand(withFewLabels()),
  },
  { rule: gkePublicEndpointEnabled, proves: ['gke.update-public-endpoint'], open },
  { rule: gkePrivateNodesOff, proves: ['gke.update-default-private-nodes', 'gke.update-pool-network'], open },
  {
    rule: gkeBasicAuthEnabled,
    proves: ['gke.set-master-auth'],
    stays: ['GKE has no static users since version 1.19'],
    open,
  },
  { rule: gkeLegacyAbac, proves: ['gke.set-legacy-abac'], open },
  { rule: gkeWorkloadIdentityOff, proves: ['gke.update-workload-identity'], open },
  { rule: gkeMetadataServerOff, proves: ['gke.update-workload-identity', 'gke.update-pool-metadata'], open },
  {
    rule: gkeSecretsCmekOff,
    proves: ['gke.update-database-encryption'],
    params: { allowedKeys: [key] },
    // The keys that are read, and who may use them, are those that clusters name.
    echoes: ['gcp.kms-key', 'gcp.kms-policy'],
    open,
  },
  { rule: gkeNetworkPolicyOff, proves: ['gke.set-network-policy-addon', 'gke.set-network-policy'], open },
  { rule: gkeShieldedNodesOff, proves: ['gke.update-shielded-nodes'], open },
  { rule: gkeNodeAutoUpgradeOff, proves: ['gke.set-pool-management'], open },
  { rule: gkeBinaryAuthorizationOff, proves: ['gke.update-binary-authorization'], open },
  { rule: gkeReleaseChannelNone, proves: ['gke.update-release-channel'], open },
  {
    rule: gkeLoggingIncomplete,
    proves: ['gke.update-logging'],
    params: { requireControlPlaneLogs: true },
    open,
  },
  { rule: gkeAnonymousAuthOpen, proves: ['gke.update-anonymous-authentication'], open },
  { rule: gkeInsecureRbacBindingsAllowed, proves: ['gke.update-binding-rules'], open },
  { rule: gkeDnsEndpointExternal, proves: ['gke.update-dns-endpoint'], open },
  { rule: gkeIntranodeVisibilityOff, proves: ['gke.update-intranode-visibility'], open },
  { rule: gkeServiceExternalIpsAllowed, proves: ['gke.update-service-external-ips'], open },
  { rule: gkeSecurityPostureOff, proves: ['gke.update-security-posture'], open },
  { rule: gkeNodeAutoRepairOff, proves: ['gke.set-pool-management'], open },
  { rule: gkeKubeletReadonlyPort, proves: ['gke.update-auto-kubelet', 'gke.update-pool-kubelet'], open },
  {
    rule: gkeMonitoringIncomplete,
    proves: ['gke.update-monitoring'],
    params: { requireManagedPrometheus: true },
    open,
  },
  { rule: gkeDataplaneRelayExternal, proves: ['gke.update-monitoring'], open },
  {
    rule: gkeAutopilotPrivilegedAllowlist,
    proves: ['gke.update-privileged-admission', 'gke.update-workload-policy'],
    open,
  },
  {
    rule: gkeInTransitEncryptionOff,
    proves: ['gke.update-in-transit-encryption'],
    params: { require: true },
    open,
  },
  {
    rule: gkeSecurityNotificationsOff,
    proves: ['gke.update-notifications'],
    params: { require: true },
    open: () => gcpStand(withNotifications()),
  },
  { rule: gkeNodeImageNotCos, proves: ['gke.update-pool-image'], open: () => gcpStand(withUbuntu()) },
  {
    rule: gkeNodeUnsafeSysctls,
    proves: ['gke.update-auto-kubelet', 'gke.update-pool-kubelet'],
    params: { allowed: ['net.core.somaxconn'] },
    open: () => gcpStand(withSysctls()),
  },
  {
    rule: gkeMaintenanceExclusionLong,
    proves: ['gke.set-maintenance-exclusions'],
    open: () => gcpStand(withExclusions()),
  },
  {
    rule: gcpDefaultNetworkFirewalls,
    proves: ['gcp.switch-firewall'],
    // A network's effective firewalls hold a copy of each of its rules.
    echoes: ['gcp.effective-firewalls'],
    open,
  },
  {
    rule: gkePrivateEndpointUnrestricted,
    proves: ['gke.update-authorized-networks'],
    params: { allowedCidrs: ['10.8.0.0/16'] },
    open: () => gcpStand(withLooseEndpoints()),
  },
  { rule: gkeBackupAgentOff, proves: ['gke.update-backup-agent'], params: { require: true }, open },
  {
    rule: gkeGroupsForRbacOff,
    proves: ['gke.update-authenticator-groups'],
    params: { securityGroup: 'gke-security-groups@shop.example' },
    open,
  },
  { rule: gkeSecretManagerAddonOff, proves: ['gke.update-secret-manager'], params: { require: true }, open },
  { rule: gcpKmsKeyRotation, proves: ['gcp.set-key-rotation'], open },
  { rule: garRepositoryPublic, proves: ['gcp.set-repository-policy'], open },
  {
    rule: garRepositoryWritersBroad,
    proves: ['gcp.set-repository-policy'],
    open: () => gcpStand(withOpenPolicies()),
  },
  { rule: garImmutableTagsOff, proves: ['gcp.set-tag-immutability'], open },
  { rule: garVulnerabilityScanningOff, proves: ['gcp.set-vulnerability-scanning'], open },
  { rule: gcpKmsKeyPublic, proves: ['gcp.set-key-policy'], open: () => gcpStand(withOpenPolicies()) },
  {
    rule: gkeLegacyMetadataEndpoints,
    proves: ['gke.update-workload-identity', 'gke.update-pool-metadata'],
    open: () => gcpStand(withLegacyEndpoints()),
  },
];
