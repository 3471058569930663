import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import * as own from '#clouds/gcp/gke/cluster/actions';
import { setLoggingService, updateDnsEndpoint, updateIpEndpoints } from '#clouds/gcp/gke/cluster/actions';
import * as autopilot from '#clouds/gcp/gke/cluster/autopilot-actions';
import {
  updateAutoKubelet,
  updatePrivilegedAdmission,
  updateWorkloadPolicy,
} from '#clouds/gcp/gke/cluster/autopilot-actions';
import * as callers from '#clouds/gcp/gke/cluster/caller-actions';
import { updateAnonymousAuthentication, updateBindingRules } from '#clouds/gcp/gke/cluster/caller-actions';
import * as monitoring from '#clouds/gcp/gke/cluster/monitoring-actions';
import { updateMonitoring } from '#clouds/gcp/gke/cluster/monitoring-actions';
import * as networking from '#clouds/gcp/gke/cluster/network-actions';
import { updateIntranodeVisibility, updateServiceExternalIps } from '#clouds/gcp/gke/cluster/network-actions';
import * as pools from '#clouds/gcp/gke/cluster/pool-actions';
import {
  setPoolManagement,
  updatePoolKubelet,
  updatePoolMetadata,
  updatePoolNetwork,
} from '#clouds/gcp/gke/cluster/pool-actions';
import * as posture from '#clouds/gcp/gke/cluster/posture-actions';
import { updateSecurityPosture } from '#clouds/gcp/gke/cluster/posture-actions';
import * as sets from '#clouds/gcp/gke/cluster/set-actions';
import { setAddons, setLegacyAbac, setMasterAuth, setNetworkPolicy } from '#clouds/gcp/gke/cluster/set-actions';
import * as updates from '#clouds/gcp/gke/cluster/update-actions';
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
import { changeInCluster } from '#clouds/kubernetes/events';
import type { ActionType } from '#model';
import { clusterEntry, logEntry, names } from '../../../../support/gcp/events.ts';

/** What the modules of actions export. */
const modules: readonly Readonly<Record<string, unknown>>[] = [
  ...[own, autopilot, callers, monitoring, networking, pools, posture, sets, updates],
];

const { read } = gcpEvents(changeInCluster);

const subject = {
  type: 'gke.cluster',
  id: '//container.googleapis.com/projects/shop-prod/locations/europe-west1-b/clusters/shop',
  name: 'shop',
  target: 'gcp:shop-prod',
};

const announced = (document: unknown) =>
  read(document)?.flatMap((it) => (it.is === 'change' ? it.announced : [])) ?? ['no change'];

const endpoints = (ipEndpointsConfig: object) => ({ desiredControlPlaneEndpointsConfig: { ipEndpointsConfig } });
const networks = { enabled: true, cidrBlocks: [{ displayName: 'office', cidrBlock: '203.0.113.0/24' }] };

type Case = readonly [what: string, type: ActionType, call: string, request: object, wish?: object];

const updating = (what: string, type: ActionType, wish: object, taken: object = wish): Case => [
  what,
  type,
  'UpdateCluster',
  { update: wish },
  taken,
];

const cases: readonly Case[] = [
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
  updating('the security posture', updateSecurityPosture, { desiredSecurityPostureConfig: { mode: 'DISABLED' } }),
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

test.for(cases)('%s: the request is announced', ([, type, call, request, wish = request]) => {
  const expected = [{ type, action: { action: type.name, subject, request: wish } }];
  expect(announced(clusterEntry(call, request))).toEqual(expected);
  expect(announced(clusterEntry(`google.container.v1beta1.ClusterManager.${call}`, request))).toEqual(expected);
});

const poolEntry = (call: string, request: object) =>
  logEntry('container', `google.container.v1.ClusterManager.${call}`, names.pool, {
    payload: { request: { name: names.pool, ...request } },
    entry: { operation: { id: 'operation-18', first: true } },
  });

const poolCases: readonly (readonly [call: string, type: ActionType, request: object])[] = [
  ['UpdateNodePool', updatePoolNetwork, { nodeNetworkConfig: { enablePrivateNodes: false } }],
  ['UpdateNodePool', updatePoolKubelet, { kubeletConfig: { insecureKubeletReadonlyPortEnabled: true } }],
  ['UpdateNodePool', updatePoolMetadata, { workloadMetadataConfig: { mode: 'GCE_METADATA' } }],
  ['SetNodePoolManagement', setPoolManagement, { management: { autoRepair: true } }],
];

test.each(poolCases)('%s of a pool is announced as %o', (call, type, request) => {
  expect(announced(poolEntry(call, request))).toEqual([
    { type, action: { action: type.name, subject, request: { nodePoolId: 'system', ...request } } },
  ]);
});

test('every action on a cluster is announced by some call', () => {
  const known = [...cases.map(([, type]) => type), ...poolCases.map(([, type]) => type)];
  const actions = modules.flatMap((it) => Object.values(it)).filter((it) => typeof it === 'function' && 'is' in it);
  expect(new Set(known)).toEqual(new Set(actions));
});

test('a request with several wishes announces each', () => {
  const wish = { desiredShieldedNodes: {}, ...endpoints({ enablePublicEndpoint: true, enabled: true }) };
  const types = announced(clusterEntry('UpdateCluster', { update: wish })).map((it) =>
    typeof it === 'string' ? it : it.type,
  );
  expect(new Set(types)).toEqual(new Set([updateShieldedNodes, updatePublicEndpoint, updateIpEndpoints]));
});

test.each([
  ['a wish that no action expresses', 'UpdateCluster', { update: { desiredMasterVersion: '1.34' } }],
  ['a request without wishes', 'UpdateCluster', {}],
  ['wishes that are text', 'UpdateCluster', { update: 'x' }],
  ['a name that is newer than the client', 'UpdateCluster', { update: { desiredReleaseChannel: { channel: 'NEW' } } }],
  ['a switch that is text', 'UpdateCluster', { update: { desiredShieldedNodes: { enabled: 'yes' } } }],
  ['another static user', 'SetMasterAuth', { action: 'SET_USERNAME', update: { username: 'root' } }],
  ['a password that was left out of the record', 'SetMasterAuth', { action: 'SET_PASSWORD', update: {} }],
  ['a user that was left out of the record', 'SetMasterAuth', { action: 'SET_USERNAME', update: {} }],
  ['add-ons without Calico', 'SetAddonsConfig', { addonsConfig: { httpLoadBalancing: {} } }],
  ['a new cluster', 'CreateCluster', { cluster: { shieldedNodes: {} } }],
  ['a pool that is not named', 'UpdateNodePool', { workloadMetadataConfig: { mode: 'GCE_METADATA' } }],
])('%s announces nothing, and is a change', (_, call, request) => {
  expect(announced(clusterEntry(call, request))).toEqual([]);
});

test('a request without the name of its cluster was not logged as it was sent: it announces nothing', () => {
  expect(announced(clusterEntry('SetLegacyAbac', { name: undefined }))).toEqual([]);
});

test('the end of an operation announces nothing, and is a change', () => {
  const operation = { id: 'operation-17', last: true };
  expect(announced(clusterEntry('SetLegacyAbac', { enabled: true }, { operation }))).toEqual([]);
});

test('a call that failed announces nothing', () => {
  const failed = logEntry('container', 'google.container.v1.ClusterManager.SetLegacyAbac', names.cluster, {
    payload: { status: { code: 3 }, request: { name: names.cluster, enabled: true } },
  });
  expect(read(failed)).toMatchObject([{ is: 'not-tracked' }]);
});
