import {
  DescribeUpdate$,
  UpdateClusterVersion$,
  type Addon,
  type Capability,
  type Cluster,
  type DescribeUpdateRequest,
  type DescribeUpdateResponse,
  type Nodegroup,
  type Update,
  type UpdateClusterVersionRequest,
  type UpdateClusterVersionResponse,
} from '@aws-sdk/client-eks';
import { AwsError, operation, type Call, type Operation, type RunningUpdate } from '../operation.ts';

export const eksUpdateOperations: readonly Operation[] = [
  operation('eks', DescribeUpdate$, describeUpdate, 'ResourceNotFoundException'),
  operation('eks', UpdateClusterVersion$, updateClusterVersion, 'ResourceNotFoundException'),
];

/** Starts an update. Throws ResourceInUseException while another one of the cluster is under way. */
export function startUpdate(
  cluster: Cluster,
  update: Pick<RunningUpdate, 'type' | 'params'> & { readonly change: Partial<Cluster> },
  call: Call,
): Update {
  const name = cluster.name ?? '';
  if (running(name, call) !== undefined || cluster.status !== 'ACTIVE') {
    throw new AwsError(
      'ResourceInUseException',
      `Cannot ${update.type} because cluster ${name} currently has an update in progress`,
      409,
    );
  }
  const errors = call.memory.failures.shift() ?? [];
  const started: RunningUpdate = {
    cluster: name,
    id: nextId(call),
    type: update.type,
    params: update.params,
    createdAt: new Date(call.now),
    errors,
    // Also after an update that failed.
    // Source: https://docs.aws.amazon.com/eks/latest/APIReference/API_UpdateClusterConfig.html
    finish: (later) => {
      replace(name, { ...(errors.length === 0 && update.change), status: 'ACTIVE' }, later);
    },
    looks: 0,
    done: false,
  };
  remember(started, call);
  replace(name, { status: 'UPDATING' }, call);
  return answered(started);
}

/** Starts an update of an add-on; the cluster itself stays as it is. */
export function startAddonUpdate(
  { clusterName = '', addonName = '' }: Addon,
  { params, change }: Pick<RunningUpdate, 'params'> & { readonly change: Partial<Addon> },
  call: Call,
): Update {
  const errors = call.memory.failures.shift() ?? [];
  const started: RunningUpdate = {
    cluster: clusterName,
    addon: addonName,
    id: nextId(call),
    type: 'AddonUpdate',
    params,
    createdAt: new Date(call.now),
    errors,
    finish: (later) => {
      const ended: Partial<Addon> = errors.length === 0 ? { ...change, status: 'ACTIVE' } : { status: 'UPDATE_FAILED' };
      replaceAddon({ clusterName, addonName }, ended, later);
    },
    looks: 0,
    done: false,
  };
  remember(started, call);
  replaceAddon({ clusterName, addonName }, { status: 'UPDATING' }, call);
  return answered(started);
}

/** Starts an update of a node group; the cluster itself stays as it is. */
export function startNodegroupUpdate(
  { clusterName = '', nodegroupName = '' }: Nodegroup,
  { params, change }: Pick<RunningUpdate, 'params'> & { readonly change: Partial<Nodegroup> },
  call: Call,
): Update {
  const errors = call.memory.failures.shift() ?? [];
  const started: RunningUpdate = {
    cluster: clusterName,
    nodegroup: nodegroupName,
    id: nextId(call),
    type: 'ConfigUpdate',
    params,
    createdAt: new Date(call.now),
    errors,
    finish: (later) => {
      replaceNodegroup({ clusterName, nodegroupName }, { ...(errors.length === 0 && change), status: 'ACTIVE' }, later);
    },
    looks: 0,
    done: false,
  };
  remember(started, call);
  replaceNodegroup({ clusterName, nodegroupName }, { status: 'UPDATING' }, call);
  return answered(started);
}

/** Starts an update of a capability; the cluster itself stays as it is. */
export function startCapabilityUpdate(
  { clusterName = '', capabilityName = '' }: Capability,
  { params, change }: Pick<RunningUpdate, 'params'> & { readonly change: Partial<Capability> },
  call: Call,
): Update {
  const errors = call.memory.failures.shift() ?? [];
  const started: RunningUpdate = {
    cluster: clusterName,
    capability: capabilityName,
    id: nextId(call),
    type: 'CapabilityUpdate',
    params,
    createdAt: new Date(call.now),
    errors,
    finish: (later) => {
      replaceCapability(
        { clusterName, capabilityName },
        { ...(errors.length === 0 && change), status: 'ACTIVE' },
        later,
      );
    },
    looks: 0,
    done: false,
  };
  remember(started, call);
  replaceCapability({ clusterName, capabilityName }, { status: 'UPDATING' }, call);
  return answered(started);
}

const nextId = (call: Call): string => `00000000-0000-4000-8000-${String(call.memory.count()).padStart(12, '0')}`;

function remember(update: RunningUpdate, call: Call): void {
  call.memory.updates.set(`${call.account}/${call.region}/${update.id}`, update);
}

/** The cluster as it is seen now. A look at a cluster counts as a look at its update. */
export function lookAtUpdates(name: string, call: Call): Cluster | undefined {
  const update = running(name, call);
  if (update !== undefined) look(update, call);
  return call.here.clusters.find((cluster) => cluster.name === name);
}

function describeUpdate(asked: DescribeUpdateRequest, call: Call): DescribeUpdateResponse {
  const { name, updateId, addonName, nodegroupName, capabilityName } = asked;
  const update = call.memory.updates.get(`${call.account}/${call.region}/${updateId ?? ''}`);
  const part = [update?.addon, update?.nodegroup, update?.capability];
  const isAsked = [addonName, nodegroupName, capabilityName].every((one, i) => one === part[i]);
  if (update === undefined || update.cluster !== name || !isAsked) {
    throw new AwsError('ResourceNotFoundException', `No update found for ID: ${updateId ?? ''}`, 404);
  }
  look(update, call);
  return { update: answered(update) };
}

// One minor version at a time, upwards, to a version that is offered.
function updateClusterVersion(
  { name, version }: UpdateClusterVersionRequest,
  call: Call,
): UpdateClusterVersionResponse {
  const cluster = call.here.clusters.find((each) => each.name === name);
  if (cluster === undefined)
    throw new AwsError('ResourceNotFoundException', `No cluster found for name: ${name ?? ''}.`, 404);
  const [from = 0, to = 0] = [cluster.version, version].map((each) => Number(each?.split('.')[1]));
  if (!call.here.clusterVersions.some((each) => each.clusterVersion === version)) {
    throw new AwsError('InvalidParameterException', `unsupported Kubernetes version ${version ?? ''}`);
  }
  if (to !== from + 1) {
    const message = `Unsupported Kubernetes minor version update from ${cluster.version ?? ''} to ${version ?? ''}`;
    throw new AwsError('InvalidParameterException', message);
  }
  const params = [{ type: 'Version' as const, value: version }];
  return { update: startUpdate(cluster, { type: 'VersionUpdate', params, change: { version } }, call) };
}

function running(name: string, call: Call): RunningUpdate | undefined {
  const place = `${call.account}/${call.region}/`;
  return [...call.memory.updates].find(
    ([key, update]) => key.startsWith(place) && update.cluster === name && isOfCluster(update) && !update.done,
  )?.[1];
}

const isOfCluster = ({ addon, nodegroup, capability }: RunningUpdate): boolean =>
  addon === undefined && nodegroup === undefined && capability === undefined;

function look(update: RunningUpdate, call: Call): void {
  update.looks += 1;
  if (update.done || update.looks < 2) return;
  update.done = true;
  update.finish(call);
}

function replace(name: string, change: Partial<Cluster>, call: Call): void {
  call.changeHere({
    clusters: call.here.clusters.map((cluster) => (cluster.name === name ? { ...cluster, ...change } : cluster)),
  });
}

function replaceAddon({ clusterName, addonName }: Addon, change: Partial<Addon>, call: Call): void {
  const isIt = (each: Addon): boolean => each.clusterName === clusterName && each.addonName === addonName;
  call.changeHere({ addons: call.here.addons.map((each) => (isIt(each) ? { ...each, ...change } : each)) });
}

function replaceNodegroup(
  { clusterName, nodegroupName }: Pick<Nodegroup, 'clusterName' | 'nodegroupName'>,
  change: Partial<Nodegroup>,
  call: Call,
): void {
  call.changeHere({
    nodegroups: call.here.nodegroups.map((each) =>
      each.clusterName === clusterName && each.nodegroupName === nodegroupName ? { ...each, ...change } : each,
    ),
  });
}

function replaceCapability(
  { clusterName, capabilityName }: Pick<Capability, 'clusterName' | 'capabilityName'>,
  change: Partial<Capability>,
  call: Call,
): void {
  call.changeHere({
    capabilities: call.here.capabilities.map((each) =>
      each.clusterName === clusterName && each.capabilityName === capabilityName ? { ...each, ...change } : each,
    ),
  });
}

function answered(update: RunningUpdate): Update {
  const ended = update.errors.length === 0 ? 'Successful' : 'Failed';
  return {
    id: update.id,
    status: update.done ? ended : 'InProgress',
    type: update.type,
    params: [...update.params],
    createdAt: update.createdAt,
    errors: update.done ? [...update.errors] : [],
  };
}
