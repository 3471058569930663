import { setLoggingService, updateDnsEndpoint, updateIpEndpoints } from '#clouds/gcp/gke/cluster/actions';
import {
  updateAuthenticatorGroups,
  updateBackupAgent,
  updateSecretManager,
} from '#clouds/gcp/gke/cluster/addon-actions';
import {
  updateAutoKubelet,
  updatePrivilegedAdmission,
  updateWorkloadPolicy,
} from '#clouds/gcp/gke/cluster/autopilot-actions';
import { updateAnonymousAuthentication, updateBindingRules } from '#clouds/gcp/gke/cluster/caller-actions';
import { updatePoolImage } from '#clouds/gcp/gke/cluster/image-actions';
import { setMaintenanceExclusions } from '#clouds/gcp/gke/cluster/maintenance-actions';
import { updateMonitoring } from '#clouds/gcp/gke/cluster/monitoring-actions';
import {
  updateInTransitEncryption,
  updateIntranodeVisibility,
  updateServiceExternalIps,
} from '#clouds/gcp/gke/cluster/network-actions';
import { updateNotifications } from '#clouds/gcp/gke/cluster/notification-actions';
import { updateSecurityPosture } from '#clouds/gcp/gke/cluster/posture-actions';
import { setAddons, setLegacyAbac, setMasterAuth, setNetworkPolicy } from '#clouds/gcp/gke/cluster/set-actions';
import {
  updateAuthorizedNetworks,
  updateBinaryAuthorization,
  updateDatabaseEncryption,
  updateDefaultPrivateNodes,
  updateLogging,
  updatePublicEndpoint,
  updateReleaseChannel,
  updateShieldedNodes,
  updateWorkloadIdentity,
} from '#clouds/gcp/gke/cluster/update-actions';
import type { ActionType } from '#model';

/** A wish about the endpoints of the control plane's addresses. */
export const endpoints = (ipEndpointsConfig: object) => ({ desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } });
const networks = { enabled: true, cidrBlocks: [{ displayName: 'office', cidrBlock: '203.0.113.0/24' }] };

/** What a request is about, the action, the call, the request, and what the action asks for where that is put otherwise. */
type Case = readonly [what: string, type: ActionType, call: string, request: object, wish?: object];

const updating = (what: string, type: ActionType, wish: object, taken: object = wish): Case => [
  what,
  type,
  'UpdateCluster',
  { update: wish },
  taken,
];

/** A maintenance exclusion. */
export const freeze = { startTime: '2026-11-01T00:00:00Z', endTime: '2027-01-10T00:00:00Z' };

/** Requests about clusters, and the actions that they are announced as. */
export const cases: readonly Case[] = [
  updating('the networks that may call', updateAuthorizedNetworks, endpoints({ authorizedNetworksConfig: networks })),
  updating(
    'the networks that may call, by their older name',
    updateAuthorizedNetworks,
    { desiredMasterAuthorizedNetworksConfig: networks },
    endpoints({ authorizedNetworksConfig: networks }),
  ),
  updating(
    'a list of networks that is turned off',
    updateAuthorizedNetworks,
    { desiredMasterAuthorizedNetworksConfig: {} },
    endpoints({ authorizedNetworksConfig: {} }),
  ),
  updating('the public endpoint', updatePublicEndpoint, endpoints({ enablePublicEndpoint: true })),
  updating(
    'the public endpoint, by its older name',
    updatePublicEndpoint,
    { desiredEnablePrivateEndpoint: false },
    endpoints({ enablePublicEndpoint: true }),
  ),
  updating('the IP endpoints', updateIpEndpoints, endpoints({ enabled: false })),
  updating('the DNS endpoint', updateDnsEndpoint, {
    desiredControlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true } },
  }),
  updating('private nodes', updateDefaultPrivateNodes, { desiredDefaultEnablePrivateNodes: false }),
  updating('workload identity that is turned off', updateWorkloadIdentity, { desiredWorkloadIdentityConfig: {} }),
  updating('the encryption of secrets', updateDatabaseEncryption, {
    desiredDatabaseEncryption: { state: 'DECRYPTED' },
  }),
  updating('shielded nodes that are turned off', updateShieldedNodes, { desiredShieldedNodes: {} }),
  updating('the release channel', updateReleaseChannel, { desiredReleaseChannel: { channel: 'UNSPECIFIED' } }),
  updating('Binary Authorization', updateBinaryAuthorization, {
    desiredBinaryAuthorization: { evaluationMode: 'DISABLED' },
  }),
  updating('who may ask without an identity', updateAnonymousAuthentication, {
    desiredAnonymousAuthenticationConfig: { mode: 'ENABLED' },
  }),
  updating('to whom roles may be bound', updateBindingRules, {
    desiredRbacBindingConfig: { enableInsecureBindingSystemAuthenticated: true },
  }),
  updating('intranode visibility that is turned off', updateIntranodeVisibility, {
    desiredIntraNodeVisibilityConfig: {},
  }),
  updating('external addresses of Services', updateServiceExternalIps, {
    desiredServiceExternalIpsConfig: { enabled: true },
  }),
  updating('what pods say in the clear', updateInTransitEncryption, {
    desiredInTransitEncryptionConfig: 'IN_TRANSIT_ENCRYPTION_DISABLED',
  }),
  updating('what is published', updateNotifications, {
    desiredNotificationConfig: {
      pubsub: { topic: 'projects/shop-prod/topics/gke', filter: { eventType: ['UPGRADE_EVENT'] } },
    },
  }),
  updating('the image of a pool', updatePoolImage, {
    desiredNodePoolId: 'system',
    desiredImageType: 'UBUNTU_CONTAINERD',
  }),
  updating('the kernel parameters that pods set', updateAutoKubelet, {
    desiredNodePoolAutoConfigKubeletConfig: { allowedUnsafeSysctls: ['kernel.sem'] },
  }),
  updating('the security posture', updateSecurityPosture, { desiredSecurityPostureConfig: { mode: 'DISABLED' } }),
  updating('groups that are turned off', updateAuthenticatorGroups, { desiredAuthenticatorGroupsConfig: {} }),
  updating('the agent of backups', updateBackupAgent, {
    desiredAddonsConfig: { gkeBackupAgentConfig: { enabled: true } },
  }),
  updating('secrets of Secret Manager', updateSecretManager, { desiredSecretManagerConfig: { enabled: false } }),
  updating('what is measured', updateMonitoring, {
    desiredMonitoringConfig: { componentConfig: {}, advancedDatapathObservabilityConfig: { relayMode: 'EXTERNAL_LB' } },
  }),
  updating('the read-only port of nodes that GKE makes', updateAutoKubelet, {
    desiredNodePoolAutoConfigKubeletConfig: { insecureKubeletReadonlyPortEnabled: true },
  }),
  updating('privileged workloads', updatePrivilegedAdmission, {
    desiredPrivilegedAdmissionConfig: { allowlistPaths: ['gs://lists/*'] },
  }),
  updating('what workloads may', updateWorkloadPolicy, {
    desiredAutopilotWorkloadPolicyConfig: { allowNetAdmin: true },
  }),
  updating(
    'what is logged',
    updateLogging,
    { desiredLoggingConfig: { componentConfig: { enableComponents: ['SYSTEM_COMPONENTS'] } } },
    { enableComponents: ['SYSTEM_COMPONENTS'] },
  ),
  updating(
    'nothing logged',
    updateLogging,
    { desiredLoggingConfig: { componentConfig: {} } },
    { enableComponents: [] },
  ),
  updating('the service of logs', setLoggingService, { desiredLoggingService: 'none' }, { loggingService: 'none' }),
  updating(
    "Calico's add-on",
    setAddons,
    { desiredAddonsConfig: { networkPolicyConfig: { disabled: true }, httpLoadBalancing: {} } },
    { addonsConfig: { networkPolicyConfig: { disabled: true } } },
  ),
  ["Calico's add-on", setAddons, 'SetAddonsConfig', { addonsConfig: { networkPolicyConfig: { disabled: true } } }],
  [
    'maintenance exclusions',
    setMaintenanceExclusions,
    'SetMaintenancePolicy',
    {
      maintenancePolicy: { window: { maintenanceExclusions: { freeze }, recurringWindow: {} }, resourceVersion: 'a1' },
    },
    { maintenanceExclusions: { freeze } },
  ],
  [
    'the end of all maintenance exclusions',
    setMaintenanceExclusions,
    'SetMaintenancePolicy',
    { maintenancePolicy: { window: {} } },
    { maintenanceExclusions: {} },
  ],
  ['legacy ABAC', setLegacyAbac, 'SetLegacyAbac', { enabled: true }],
  ['legacy ABAC that is turned off', setLegacyAbac, 'SetLegacyAbac', {}],
  ['the service of logs', setLoggingService, 'SetLoggingService', { loggingService: 'none' }],
  [
    'no static user',
    setMasterAuth,
    'SetMasterAuth',
    { action: 'SET_USERNAME', update: { username: '', password: '***' } },
    { action: 'SET_USERNAME', update: { username: '' } },
  ],
  ['network policies', setNetworkPolicy, 'SetNetworkPolicy', { networkPolicy: { provider: 'CALICO', enabled: true } }],
];
