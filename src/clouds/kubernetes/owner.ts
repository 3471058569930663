import { textAt } from '../json.ts';
import { objectAddress, parseObjectAddress } from './address.ts';

/** The part of an object's metadata that says who made it. */
export interface Owned {
  readonly metadata?: {
    readonly namespace?: string;
    readonly ownerReferences?: readonly OwnerReference[];
  };
}

interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly controller?: boolean;
  readonly uid?: string;
}

/** Which built-in controller makes which objects; any other reference is what its writer says. */
const madeBy: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pods: {
    'apps ReplicaSet': 'replicasets',
    'apps StatefulSet': 'statefulsets',
    'apps DaemonSet': 'daemonsets',
    'batch Job': 'jobs',
    'core ReplicationController': 'replicationcontrollers',
  },
  replicasets: { 'apps Deployment': 'deployments' },
  jobs: { 'batch CronJob': 'cronjobs' },
};

/** The reference to the controller that made an object. */
export const controllerOf = ({ metadata }: Owned): OwnerReference | undefined =>
  metadata?.ownerReferences?.find(({ controller }) => controller === true);

/**
 * The address of the controller that made a pod, a replica set or a job, where it is of a kind that really makes such
 * objects; undefined for all others, which are judged themselves.
 */
export function ownerAddress(id: string, config: Owned): string | undefined {
  const reference = controllerOf(config);
  const own = reference && parseObjectAddress(id);
  if (!own) return undefined;
  const [group, version] = groupVersionOf(reference.apiVersion);
  const plural = madeBy[own.plural]?.[`${group} ${reference.kind}`];
  return plural === undefined ? undefined : objectAddress({ ...own, group, version, plural, name: reference.name });
}

/** Whether an object is the controller that a reference means: another of the same name has another uid, a manifest none. */
export function isControllerOf(config: Owned, owner: unknown): boolean {
  const uid = controllerOf(config)?.uid;
  return !uid || uid === textAt(owner, 'metadata', 'uid');
}

/** What pods and replica sets are listed by: `ReplicaSet/<namespace>/<name>` of their controller. */
export function controllerKey(config: Owned): string | undefined {
  const reference = controllerOf(config);
  return reference && keyOfController(reference.kind, config.metadata?.namespace, reference.name);
}

/** The key under which a controller's objects are listed. */
export const keyOfController = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind}/${namespace ?? 'default'}/${name}`;

function groupVersionOf(apiVersion: string): [group: string, version: string] {
  const [first = '', second] = apiVersion.split('/');
  return second === undefined ? ['core', first] : [first, second];
}
