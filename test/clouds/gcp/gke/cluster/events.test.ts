import { expect, test } from 'vitest';
import { gcpEvents } from '#clouds/gcp/events';
import * as own from '#clouds/gcp/gke/cluster/actions';
import { updateIpEndpoints } from '#clouds/gcp/gke/cluster/actions';
import * as addons from '#clouds/gcp/gke/cluster/addon-actions';
import * as autopilot from '#clouds/gcp/gke/cluster/autopilot-actions';
import * as callers from '#clouds/gcp/gke/cluster/caller-actions';
import * as images from '#clouds/gcp/gke/cluster/image-actions';
import * as maintenance from '#clouds/gcp/gke/cluster/maintenance-actions';
import * as monitoring from '#clouds/gcp/gke/cluster/monitoring-actions';
import * as networking from '#clouds/gcp/gke/cluster/network-actions';
import * as notifications from '#clouds/gcp/gke/cluster/notification-actions';
import * as pools from '#clouds/gcp/gke/cluster/pool-actions';
import {
  setPoolManagement,
  updatePoolKubelet,
  updatePoolMetadata,
  updatePoolNetwork,
} from '#clouds/gcp/gke/cluster/pool-actions';
import * as posture from '#clouds/gcp/gke/cluster/posture-actions';
import * as sets from '#clouds/gcp/gke/cluster/set-actions';
import * as updates from '#clouds/gcp/gke/cluster/update-actions';
import { updatePublicEndpoint, updateShieldedNodes } from '#clouds/gcp/gke/cluster/update-actions';
import { changeInCluster } from '#clouds/kubernetes/events';
import type { ActionType } from '#model';
import { cases, endpoints, freeze } from './announced-cases.ts';
import { clusterEntry, logEntry, names } from '../../../../support/gcp/events.ts';

/** What the modules of actions export. */
const modules: readonly Readonly<Record<string, unknown>>[] = [
  ...[
    own,
    addons,
    autopilot,
    callers,
    images,
    maintenance,
    monitoring,
    networking,
    notifications,
    pools,
    posture,
    sets,
    updates,
  ],
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
  ['UpdateNodePool', updatePoolKubelet, { kubeletConfig: { allowedUnsafeSysctls: ['kernel.sem'] } }],
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
  [
    'an exclusion without an end',
    'SetMaintenancePolicy',
    { maintenancePolicy: { window: { maintenanceExclusions: { freeze: { startTime: freeze.startTime } } } } },
  ],
  ['kubelets of which nothing is said', 'UpdateCluster', { update: { desiredNodePoolAutoConfigKubeletConfig: {} } }],
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
