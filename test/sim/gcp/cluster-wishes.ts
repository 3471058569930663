import { type Json, type JsonObject, isObject, objectAt, toJsonObject } from '../json.ts';

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
  if (wish === 'desiredDatabaseEncryption') return { databaseEncryption: { ...toJsonObject(value), ...settled } };
  if (wish === 'desiredLoggingConfig')
    return { loggingConfig: value, loggingService: 'logging.googleapis.com/kubernetes' };
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
  desiredMonitoringConfig: 'monitoringConfig',
  desiredMasterVersion: 'currentMasterVersion',
};

/** Messages merge by member, except the network lists, which are given whole. */
export function merged(stored: JsonObject, change: JsonObject): JsonObject {
  const members = Object.entries(change).map(([name, value]) => {
    const old = stored[name];
    const whole = name.endsWith('uthorizedNetworksConfig') || !isObject(value) || !isObject(old);
    return [name, whole ? value : { ...old, ...merged(old, value) }];
  });
  return toJsonObject(Object.fromEntries(members));
}

/** The encryption of what is stored is done by the time the operation is. */
const settled = { currentState: 'CURRENT_STATE_ENCRYPTED' };
