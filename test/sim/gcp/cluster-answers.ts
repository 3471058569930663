import { status } from '@grpc/grpc-js';
import type { PageFault } from '../json-server.ts';
import { type JsonObject, textAt } from '../json.ts';
import type { GcpService } from './estate.ts';
import { begin, type GcpOperation, type GcpProject, type GcpStore, isBusy } from './store.ts';

/** What a unary call ends with: a message in JSON form, or a status. */
export type GrpcAnswer = { readonly message: object } | GrpcStatus;
export interface GrpcStatus {
  readonly code: status;
  readonly details: string;
}

/** One method of a service over gRPC. */
export interface GrpcMethod {
  readonly permission: string;
  /** Each attempt is a call of its own. */
  readonly polled?: true;
  answer(store: GcpStore, request: JsonObject, fault?: PageFault): GrpcAnswer;
}

/** The project that what a request names lies in. */
export function projectIdOf(request: JsonObject): string {
  const named = ['parent', 'name', 'resource'].map((field) => textAt(request, field));
  return (
    [...named, textAt(request, 'cryptoKey', 'name'), textAt(request, 'repository', 'name')]
      .find((it) => it)
      ?.split('/')[1] ?? ''
  );
}

/**
 * Takes one change at a time, as GKE does: the cluster is RECONCILING and keeps its old settings until the operation is
 * done. `change` answers what the cluster becomes, or why that is refused.
 */
export function changeCluster(
  store: GcpStore,
  { clusters }: GcpProject,
  name: string,
  verb: string,
  change: (cluster: JsonObject) => JsonObject | GrpcStatus,
): GrpcAnswer {
  const cluster = clusters.get(name);
  if (!cluster) return notFound(name);
  const changed = change(cluster);
  if (isStatus(changed)) return changed;
  if (isBusy(store, name))
    return { code: status.FAILED_PRECONDITION, details: 'Cluster is running incompatible operation.' };
  clusters.set(name, { ...cluster, status: 'RECONCILING' });
  const error = store.failures.shift();
  const finish = (): void => {
    clusters.set(name, { ...(error ? cluster : changed), status: 'RUNNING', etag: `etag-${store.operations.size}` });
  };
  const operation = begin(store, verb, name, finish, error);
  return { message: describe(operation) };
}

/** Whether a change was refused. */
export const isStatus = <T extends object>(it: T | GrpcStatus): it is GrpcStatus => 'code' in it && 'details' in it;

export function describe({ name, verb, target, looksLeft, error }: GcpOperation): object {
  const selfLink = `https://container.googleapis.com/v1/${target.replace(/clusters\/.*/, `operations/${name}`)}`;
  const state = looksLeft === 0 ? 'DONE' : 'RUNNING';
  return {
    name,
    operationType: verb,
    status: state,
    location: target.split('/')[3] ?? '',
    selfLink,
    targetLink: target,
    ...(looksLeft === 0 && error && { error }),
  };
}

export function inProject(
  store: GcpStore,
  request: JsonObject,
  answer: (project: GcpProject) => GrpcAnswer,
  service: GcpService = 'container',
): GrpcAnswer {
  const id = projectIdOf(request);
  const project = store.projects.get(id);
  if (!project) return { code: status.PERMISSION_DENIED, details: `Permission denied on resource project ${id}.` };
  if (project.estate.disabledServices.includes(service)) {
    const details = `${apiNames[service] ?? service} has not been used in project ${project.estate.projectNumber} before or it is disabled.`;
    return { code: status.PERMISSION_DENIED, details };
  }
  return answer(project);
}

const apiNames: Readonly<Record<string, string>> = {
  container: 'Kubernetes Engine API',
  cloudkms: 'Cloud Key Management Service (KMS) API',
  artifactregistry: 'Artifact Registry API',
};

export function notFound(name: string): GrpcStatus {
  return { code: status.NOT_FOUND, details: `Not found: ${name}.` };
}

export function invalid(field: string): GrpcStatus {
  return { code: status.INVALID_ARGUMENT, details: `Invalid value for field ${field}.` };
}
