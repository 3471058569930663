import { status } from '@grpc/grpc-js';
import { type JsonObject, objectAt, textAt, toJsonObject } from '../json.ts';
import {
  changeCluster,
  type GrpcMethod,
  describe,
  type GrpcAnswer,
  inProject,
  invalid,
  isStatus,
  notFound,
} from './cluster-answers.ts';
import { clusterSetters, ofPool } from './cluster-setters.ts';
import { changesOf, merged } from './cluster-wishes.ts';
import { type GcpStore, look, lookAtTarget } from './store.ts';

export const clusterManagerMethods: Readonly<Record<string, GrpcMethod>> = {
  ListClusters: { permission: 'container.clusters.list', answer: listClusters },
  GetCluster: { permission: 'container.clusters.get', answer: getCluster },
  UpdateCluster: { permission: 'container.clusters.update', polled: true, answer: updateCluster },
  ...clusterSetters,
  GetOperation: { permission: 'container.operations.get', polled: true, answer: getOperation },
  GetServerConfig: { permission: 'container.clusters.get', answer: getServerConfig },
  FetchClusterUpgradeInfo: { permission: 'container.clusters.get', answer: fetchClusterUpgradeInfo },
};

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

function updateCluster(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, (project) =>
    changeCluster(store, project, name, 'UPDATE_CLUSTER', (cluster) => {
      const { etag, ...update } = objectAt(request, 'update');
      if (etag !== undefined && etag !== '' && etag !== cluster['etag']) {
        return { code: status.ABORTED, details: 'The etag does not match the current etag of the cluster.' };
      }
      const { desiredNodePoolId, desiredImageType } = update;
      if (desiredImageType !== undefined) {
        const config = { imageType: desiredImageType };
        const changed = ofPool(cluster, desiredNodePoolId, (pool) => ({ ...pool, ...merged(pool, { config }) }));
        return isStatus(changed) ? changed : toJsonObject(changed);
      }
      const [change, ...more] = Object.entries(update);
      if (!change || more.length > 0)
        return { code: status.INVALID_ARGUMENT, details: 'Must specify exactly one field to update.' };
      const changes = changesOf(change[0], change[1] ?? null);
      if (!changes) return { code: status.UNIMPLEMENTED, details: `The simulator does not apply ${change[0]}.` };
      return toJsonObject({ ...cluster, ...merged(cluster, changes) });
    }),
  );
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

function fetchClusterUpgradeInfo(store: GcpStore, request: JsonObject): GrpcAnswer {
  const name = textAt(request, 'name') ?? '';
  return inProject(store, request, ({ clusters, estate }) => {
    const cluster = clusters.get(name);
    if (!cluster) return notFound(name);
    const minor = /^1\.\d+/.exec(textAt(cluster, 'currentMasterVersion') ?? '')?.[0] ?? '';
    const ends = estate.supportEnds[minor];
    return { message: { ...ends, autoUpgradeStatus: ['ACTIVE'], rollbackSafeUpgradeStatus: {} } };
  });
}
