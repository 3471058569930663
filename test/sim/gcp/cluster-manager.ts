import { status } from '@grpc/grpc-js';
import { type Json, type JsonObject, isObject, objectAt, textAt, toJsonObject } from '../json.ts';
import type { GcpProject, GcpStore } from './store.ts';
import { begin, type GcpOperation, isBusy, look, lookAtTarget } from './store.ts';

/** What a unary call ends with: a message in JSON form, or a status. */
export type GrpcAnswer = { readonly message: object } | GrpcStatus;
export interface GrpcStatus {
  readonly code: status;
  readonly details: string;
}

/** One method of google.container.v1.ClusterManager. */
export interface ClusterManagerMethod {
  readonly permission: string;
  /** Each attempt is a call of its own. */
  readonly polled?: true;
  answer(store: GcpStore, request: JsonObject): GrpcAnswer;
}

export const clusterManagerMethods: Readonly<Record<string, ClusterManagerMethod>> = {
  ListClusters: { permission: 'container.clusters.list', answer: listClusters },
  GetCluster: { permission: 'container.clusters.get', answer: getCluster },
  UpdateCluster: { permission: 'container.clusters.update', polled: true, answer: updateCluster },
  GetOperation: { permission: 'container.operations.get', polled: true, answer: getOperation },
  GetServerConfig: { permission: 'container.clusters.get', answer: getServerConfig },
};

/** The project that a request's `parent` or `name` lies in. */
export function projectIdOf(request: JsonObject): string {
  return (textAt(request, 'parent') ?? textAt(request, 'name') ?? '').split('/')[1] ?? '';
}

function listClusters(store: GcpStore, request: JsonObject): GrpcAnswer {
  const parent = /^projects\/([^/]+)\/locations\/([^/]+)$/.exec(textAt(request, 'parent') ?? '');
  if (!parent) return invalid('parent');
  return inProject(store, request, ({ clusters, estate }) => {
    for (const { target } of store.operations.values()) lookAtTarget(store, target);
    const here = [...clusters.values()].filter((it) => parent[2] === '-' || textAt(it, 'location') === parent[2]);
    const reached = here.filter((it) => !estate.missingZones.includes(textAt(it, 'location') ?? ''));
    return { message: { clusters: reached, missingZones: parent[2] === '-' ? estate.missingZones : [] } };
  });
}

function getCluster(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, ({ clusters }) => {
    lookAtTarget(store, name);
    const cluster = clusters.get(name);
    return cluster ? { message: cluster } : notFound(name);
  });
}

/**
 * Takes one change at a time, as GKE does: the cluster is RECONCILING and keeps its old settings until the
 * operation is done.
 */
function updateCluster(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, ({ clusters }) => {
    const cluster = clusters.get(name);
    if (!cluster) return notFound(name);
    const { etag, ...update } = objectAt(request, 'update');
    if (etag !== undefined && etag !== '' && etag !== cluster['etag']) {
      return { code: status.ABORTED, details: 'The etag does not match the current etag of the cluster.' };
    }
    const [change, ...more] = Object.entries(update);
    if (!change || more.length > 0)
      return { code: status.INVALID_ARGUMENT, details: 'Must specify exactly one field to update.' };
    const changes = changesOf(change[0], change[1] ?? null);
    if (!changes) return { code: status.UNIMPLEMENTED, details: `The simulator does not apply ${change[0]}.` };
    if (isBusy(store, name))
      return { code: status.FAILED_PRECONDITION, details: 'Cluster is running incompatible operation.' };
    clusters.set(name, { ...cluster, status: 'RECONCILING' });
    const operation = begin(store, 'UPDATE_CLUSTER', name, () => {
      clusters.set(name, {
        ...cluster,
        ...merged(cluster, changes),
        status: 'RUNNING',
        etag: `etag-${store.operations.size}`,
      });
    });
    return { message: describe(operation) };
  });
}

function getOperation(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, () => {
    const operation = store.operations.get(name.split('/').at(-1) ?? '');
    if (!operation) return notFound(name);
    look(operation);
    return { message: describe(operation) };
  });
}

function getServerConfig(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, ({ estate }) => {
    const config = estate.serverConfigs[name.split('/')[3] ?? ''];
    return config
      ? { message: config }
      : { code: status.INVALID_ARGUMENT, details: `Location "${name.split('/')[3] ?? ''}" does not exist.` };
  });
}

/** Changes that GKE makes to the cluster message itself, by the name of the wish. */
const direct: Readonly<Record<string, string>> = {
  desiredDatabaseEncryption: 'databaseEncryption',
  desiredWorkloadIdentityConfig: 'workloadIdentityConfig',
  desiredShieldedNodes: 'shieldedNodes',
  desiredReleaseChannel: 'releaseChannel',
  desiredBinaryAuthorization: 'binaryAuthorization',
  desiredAuthenticatorGroupsConfig: 'authenticatorGroupsConfig',
  desiredAnonymousAuthenticationConfig: 'anonymousAuthenticationConfig',
  desiredSecurityPostureConfig: 'securityPostureConfig',
  desiredRbacBindingConfig: 'rbacBindingConfig',
  desiredLoggingConfig: 'loggingConfig',
  desiredMonitoringConfig: 'monitoringConfig',
  desiredMasterVersion: 'currentMasterVersion',
  desiredControlPlaneEndpointsConfig: 'controlPlaneEndpointsConfig',
  desiredMasterAuthorizedNetworksConfig: 'masterAuthorizedNetworksConfig',
};

/** Authorised networks and the private endpoint stand in two places of the message, the old one and the new one. */
function changesOf(wish: string, value: Json): JsonObject | undefined {
  const field = direct[wish];
  if (wish === 'desiredMasterAuthorizedNetworksConfig') {
    return {
      masterAuthorizedNetworksConfig: value,
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { authorizedNetworksConfig: value } },
    };
  }
  if (wish === 'desiredControlPlaneEndpointsConfig') {
    const networks = objectAt(value, 'ipEndpointsConfig')['authorizedNetworksConfig'];
    return {
      controlPlaneEndpointsConfig: value,
      ...(networks !== undefined && { masterAuthorizedNetworksConfig: networks }),
    };
  }
  if (wish === 'desiredEnablePrivateEndpoint') {
    return {
      privateClusterConfig: { enablePrivateEndpoint: value },
      controlPlaneEndpointsConfig: { ipEndpointsConfig: { enablePublicEndpoint: value !== true } },
    };
  }
  return field === undefined ? undefined : { [field]: value };
}

/** Messages merge by member, except the network lists, which are given whole. */
function merged(stored: JsonObject, change: JsonObject): JsonObject {
  const members = Object.entries(change).map(([name, value]) => {
    const old = stored[name];
    const whole = name.endsWith('uthorizedNetworksConfig') || !isObject(value) || !isObject(old);
    return [name, whole ? value : { ...old, ...merged(old, value) }];
  });
  return toJsonObject(Object.fromEntries(members));
}

function describe({ name, verb, target, looksLeft }: GcpOperation): object {
  const selfLink = `https://container.googleapis.com/v1/${target.replace(/clusters\/.*/, `operations/${name}`)}`;
  const state = looksLeft === 0 ? 'DONE' : 'RUNNING';
  return {
    name,
    operationType: verb,
    status: state,
    location: target.split('/')[3] ?? '',
    selfLink,
    targetLink: target,
  };
}

function inProject(store: GcpStore, request: JsonObject, answer: (project: GcpProject) => GrpcAnswer): GrpcAnswer {
  const id = projectIdOf(request);
  const project = store.projects.get(id);
  if (!project) return { code: status.PERMISSION_DENIED, details: `Permission denied on resource project ${id}.` };
  if (project.estate.disabledServices.includes('container')) {
    const details = `Kubernetes Engine API has not been used in project ${project.estate.projectNumber} before or it is disabled.`;
    return { code: status.PERMISSION_DENIED, details };
  }
  return answer(project);
}

function notFound(name: string): GrpcStatus {
  return { code: status.NOT_FOUND, details: `Not found: ${name}.` };
}

function invalid(field: string): GrpcStatus {
  return { code: status.INVALID_ARGUMENT, details: `Invalid value for field ${field}.` };
}
