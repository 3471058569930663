// Written by `npm run gen`. Do not edit.

import garRepositoryPublic from './gcp/artifact-registry/gar-repository-public.ts';
import gcpFirewallAdminPortOpen from './gcp/compute/gcp-firewall-admin-port-open.ts';
import gcpFirewallAnyPortOpen from './gcp/compute/gcp-firewall-any-port-open.ts';
import gkeAuthorizedNetworksOff from './gcp/gke/gke-authorized-networks-off.ts';
import gkeBasicAuthEnabled from './gcp/gke/gke-basic-auth-enabled.ts';
import gkeBinaryAuthorizationOff from './gcp/gke/gke-binary-authorization-off.ts';
import gkeBootDiskCmekOff from './gcp/gke/gke-boot-disk-cmek-off.ts';
import gkeClientCertificateIssued from './gcp/gke/gke-client-certificate-issued.ts';
import gkeLegacyAbac from './gcp/gke/gke-legacy-abac.ts';
import gkeLoggingIncomplete from './gcp/gke/gke-logging-incomplete.ts';
import gkeMetadataServerOff from './gcp/gke/gke-metadata-server-off.ts';
import gkeNetworkPolicyOff from './gcp/gke/gke-network-policy-off.ts';
import gkeNodeAutoUpgradeOff from './gcp/gke/gke-node-auto-upgrade-off.ts';
import gkeNodeDefaultServiceAccount from './gcp/gke/gke-node-default-service-account.ts';
import gkeNodeOauthScopesBroad from './gcp/gke/gke-node-oauth-scopes-broad.ts';
import gkeNodeSecureBootOff from './gcp/gke/gke-node-secure-boot-off.ts';
import gkePrivateNodesOff from './gcp/gke/gke-private-nodes-off.ts';
import gkePublicEndpointEnabled from './gcp/gke/gke-public-endpoint-enabled.ts';
import gkeReleaseChannelNone from './gcp/gke/gke-release-channel-none.ts';
import gkeSecretsCmekOff from './gcp/gke/gke-secrets-cmek-off.ts';
import gkeShieldedNodesOff from './gcp/gke/gke-shielded-nodes-off.ts';
import gkeVersionUnsupported from './gcp/gke/gke-version-unsupported.ts';
import gkeWorkloadIdentityOff from './gcp/gke/gke-workload-identity-off.ts';
import gcpKmsKeyRotation from './gcp/kms/gcp-kms-key-rotation.ts';

/** The rules on gcp. */
export const gcpRules = [garRepositoryPublic, gcpFirewallAdminPortOpen, gcpFirewallAnyPortOpen, gkeAuthorizedNetworksOff, gkeBasicAuthEnabled, gkeBinaryAuthorizationOff, gkeBootDiskCmekOff, gkeClientCertificateIssued, gkeLegacyAbac, gkeLoggingIncomplete, gkeMetadataServerOff, gkeNetworkPolicyOff, gkeNodeAutoUpgradeOff, gkeNodeDefaultServiceAccount, gkeNodeOauthScopesBroad, gkeNodeSecureBootOff, gkePrivateNodesOff, gkePublicEndpointEnabled, gkeReleaseChannelNone, gkeSecretsCmekOff, gkeShieldedNodesOff, gkeVersionUnsupported, gkeWorkloadIdentityOff, gcpKmsKeyRotation] as const;
