import { type Json, type JsonObject, isObject, objectAt, textAt, toJsonObject } from '../json.ts';

/** Authorised networks and the private endpoint stand in two places of the message, the old one and the new one. */
export function changesOf(wish: string, value: Json): JsonObject | undefined {
  const field = direct[wish];
  if (wish === 'desiredMasterAuthorizedNetworksConfig') {
    return {
      masterAuthorizedNetworksConfig: value,
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: value } },
    };
  }
  if (wish === 'desiredControlPlaneEndpointsConfig') {
    const { authorizedNetworksConfig: networks, enablePublicEndpoint } = objectAt(value, 'ipEndpointsConfig');
    return {
      controlPlaneEndpointsConfig: value,
      ...(networks !== undefined && { masterAuthorizedNetworksConfig: networks }),
      ...(enablePublicEndpoint !== undefined && {
        privateClusterConfig: { enablePrivateEndpoint: enablePublicEndpoint === false },
      }),
    };
  }
  if (wish === 'desiredEnablePrivateEndpoint') {
    return {
      privateClusterConfig: { enablePrivateEndpoint: value },
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: value !== true } },
    };
  }
  if (wish === 'desiredDefaultEnablePrivateNodes') {
    return {
      networkConfig: { defaultEnablePrivateNodes: value },
      privateClusterConfig: { enablePrivateNodes: value },
    };
  }
  // What is stored is encrypted, or no longer, by the time the operation is done.
  if (wish === 'desiredDatabaseEncryption') {
    const currentState = `CURRENT_STATE_${textAt(value, 'state') ?? 'ENCRYPTED'}`;
    return { databaseEncryption: { ...toJsonObject(value), currentState } };
  }
  if (wish === 'desiredLoggingConfig') {
    const isOn = !isEmptyList(objectAt(value, 'componentConfig')['enableComponents']);
    return { loggingConfig: value, loggingService: isOn ? 'logging.googleapis.com/kubernetes' : 'none' };
  }
  // Nobody documents whether a part is merged here, nor in what kubelets are told: this takes what is sent for the whole.
  if (wish === 'desiredMonitoringConfig') {
    const isOn = !isEmptyList(objectAt(value, 'componentConfig')['enableComponents']);
    return { monitoringConfig: value, monitoringService: isOn ? 'monitoring.googleapis.com/kubernetes' : 'none' };
  }
  if (wish === 'desiredNodePoolAutoConfigKubeletConfig') return { nodePoolAutoConfig: { nodeKubeletConfig: value } };
  if (wish === 'desiredPrivilegedAdmissionConfig') return { autopilot: { privilegedAdmissionConfig: value } };
  if (wish === 'desiredAutopilotWorkloadPolicyConfig') return { autopilot: { workloadPolicyConfig: value } };
  if (wish === 'desiredIntraNodeVisibilityConfig')
    return { networkConfig: { enableIntraNodeVisibility: toJsonObject(value)['enabled'] ?? false } };
  if (wish === 'desiredInTransitEncryptionConfig') return { networkConfig: { inTransitEncryptionConfig: value } };
  if (wish === 'desiredServiceExternalIpsConfig') return { networkConfig: { serviceExternalIpsConfig: value } };
  return field === undefined ? undefined : { [field]: value };
}

/** Changes that GKE makes to the cluster message itself, by the name of the wish. */
const direct: Readonly<Record<string, string>> = {
  desiredWorkloadIdentityConfig: 'workloadIdentityConfig',
  desiredShieldedNodes: 'shieldedNodes',
  desiredReleaseChannel: 'releaseChannel',
  desiredBinaryAuthorization: 'binaryAuthorization',
  desiredAuthenticatorGroupsConfig: 'authenticatorGroupsConfig',
  desiredAnonymousAuthenticationConfig: 'anonymousAuthenticationConfig',
  desiredSecurityPostureConfig: 'securityPostureConfig',
  desiredRbacBindingConfig: 'rbacBindingConfig',
  desiredNotificationConfig: 'notificationConfig',
  desiredSecretManagerConfig: 'secretManagerConfig',
  desiredAddonsConfig: 'addonsConfig',
  desiredMasterVersion: 'currentMasterVersion',
};

/** What a wish replaces as a whole: a switch that is off is not sent at all. */
const given = new Set([
  'workloadIdentityConfig',
  'shieldedNodes',
  'releaseChannel',
  'binaryAuthorization',
  'databaseEncryption',
  'loggingConfig',
  'serviceExternalIpsConfig',
  'monitoringConfig',
  'nodeKubeletConfig',
  'kubeletConfig',
  'privilegedAdmissionConfig',
  'notificationConfig',
  'authenticatorGroupsConfig',
  'gkeBackupAgentConfig',
]);

/** Messages merge by member, except the network lists and switches, which are given whole. */
export function merged(stored: JsonObject, change: JsonObject): JsonObject {
  const members = Object.entries(change).map(([name, value]) => {
    const old = stored[name];
    const isWhole = name.endsWith('uthorizedNetworksConfig') || given.has(name);
    const whole = isWhole || !isObject(value) || !isObject(old);
    return [name, whole ? value : { ...old, ...merged(old, value) }];
  });
  return toJsonObject(Object.fromEntries(members));
}

const isEmptyList = (value: Json | undefined): boolean => !Array.isArray(value) || value.length === 0;
