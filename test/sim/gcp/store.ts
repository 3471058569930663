import { type JsonObject, textAt, toJsonObject } from '../json.ts';
import type { GcpEstate, GcpFolder, GcpProjectEstate } from './estate.ts';

/** One project's changing state. */
export interface GcpProject {
  readonly estate: GcpProjectEstate;
  /** By full name without the service: `projects/p/locations/l/clusters/c`. */
  readonly clusters: Map<string, JsonObject>;
  readonly firewalls: Map<string, JsonObject>;
  /** By region and name: `europe-west1/nodes`. */
  readonly subnetworks: Map<string, JsonObject>;
  /** By their names, which are full. */
  readonly keys: Map<string, JsonObject>;
  /** By their names, which are full. */
  readonly repositories: Map<string, JsonObject>;
  /** By the names of keys and key rings. */
  readonly keyPolicies: Map<string, JsonObject>;
  /** By the names of repositories. */
  readonly repositoryPolicies: Map<string, JsonObject>;
}

/** A change that takes effect when its operation was looked at often enough. */
export interface GcpOperation {
  readonly name: string;
  readonly target: string;
  readonly verb: string;
  /** Why it will end without having changed anything. */
  readonly error?: OperationError | undefined;
  looksLeft: number;
  /** Puts the change into effect, once. */
  finish(): void;
}

/** A google.rpc.Status: https://cloud.google.com/kubernetes-engine/docs/reference/rest/v1/Status. */
export interface OperationError {
  readonly code: number;
  readonly message: string;
}

export interface GcpStore {
  readonly projects: ReadonlyMap<string, GcpProject>;
  readonly folders: readonly GcpFolder[];
  readonly operations: Map<string, GcpOperation>;
  /** What operations of clusters end with: each of those that begin next takes one. */
  readonly failures: OperationError[];
  readonly looks: number;
}

export function openStore({ projects, folders = [] }: GcpEstate, looks: number): GcpStore {
  const open = projects.map((estate): [string, GcpProject] => [
    estate.projectId,
    {
      estate,
      clusters: new Map(
        estate.clusters.map((cluster) => [clusterName(estate.projectId, toJsonObject(cluster)), toJsonObject(cluster)]),
      ),
      firewalls: new Map(estate.firewalls.map((firewall) => [firewall.name ?? '', toJsonObject(firewall)])),
      subnetworks: new Map(
        estate.subnetworks.map((it) => [`${it.region?.split('/').at(-1) ?? ''}/${it.name ?? ''}`, toJsonObject(it)]),
      ),
      keys: new Map(estate.keys.map((key) => [key.name ?? '', toJsonObject(key)])),
      repositories: new Map(estate.repositories.map((it) => [it.name ?? '', toJsonObject(it)])),
      keyPolicies: new Map(
        Object.entries(estate.keyPolicies ?? {}).map(([name, policy]) => [name, toJsonObject(policy)]),
      ),
      repositoryPolicies: new Map(
        Object.entries(estate.repositoryPolicies).map(([name, policy]) => [name, toJsonObject(policy)]),
      ),
    },
  ]);
  return { projects: new Map(open), folders, operations: new Map(), failures: [], looks };
}

/** Starts an operation; with no looks to wait for it is done at once. */
export function begin(
  store: GcpStore,
  verb: string,
  target: string,
  finish: () => void,
  error?: OperationError,
): GcpOperation {
  const name = `operation-${store.operations.size + 1}`;
  const operation = { name, target, verb, looksLeft: store.looks, finish, error };
  store.operations.set(name, operation);
  if (store.looks === 0) finish();
  return operation;
}

/** One look at an operation or its target; the last one puts the change into effect. */
export function look(operation: GcpOperation): void {
  if (operation.looksLeft === 0) return;
  operation.looksLeft -= 1;
  if (operation.looksLeft === 0) operation.finish();
}

export function lookAtTarget(store: GcpStore, target: string): void {
  for (const operation of store.operations.values()) if (operation.target === target) look(operation);
}

export function isBusy(store: GcpStore, target: string): boolean {
  return [...store.operations.values()].some((operation) => operation.target === target && operation.looksLeft > 0);
}

function clusterName(projectId: string, cluster: JsonObject): string {
  return `projects/${projectId}/locations/${textAt(cluster, 'location') ?? ''}/clusters/${textAt(cluster, 'name') ?? ''}`;
}
