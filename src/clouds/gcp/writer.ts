import { ArtifactRegistryClient } from '@google-cloud/artifact-registry/build/src/v1/artifact_registry_client.js';
import { ClusterManagerClient } from '@google-cloud/container/build/src/v1/cluster_manager_client.js';
import { KeyManagementServiceClient } from '@google-cloud/kms/build/src/v1/key_management_service_client.js';
import type { AuthClient } from 'google-auth-library';
import { request } from 'undici';
import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { isObject, type Json } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import type { Noting } from '../noting.ts';
import { GoogleRefusal } from './failure.ts';
import { callerOf, type Caller } from './reader.ts';
import type { GcpClientOptions } from './session.ts';

/** One project, as those see it who change something in it. */
export interface GcpWriter extends Pick<Caller, 'call'>, Noting {
  readonly clock: Clock;
  /** GKE, over gRPC. */
  readonly clusters: ClusterManagerClient;
  /** Cloud KMS, over gRPC. */
  readonly keys: KeyManagementServiceClient;
  /** Artifact Registry, over gRPC. */
  readonly registry: ArtifactRegistryClient;
  /** Asks Compute Engine; `path` begins after `/compute/v1/`. Throws a GoogleRefusal. */
  compute(method: 'GET' | 'PATCH' | 'POST', path: string, signal: AbortSignal, body?: object): Promise<Json>;
}

interface Place extends GcpClientOptions {
  readonly project: string;
  readonly auth: AuthClient;
  readonly gate: Gate;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

export function writerOf({ project, auth, gate, clock, signal, ...options }: Place): GcpWriter {
  const { computeUrl = 'https://compute.googleapis.com', dispatcher } = options;
  let clusters: ClusterManagerClient | undefined;
  let keys: KeyManagementServiceClient | undefined;
  let registry: ArtifactRegistryClient | undefined;
  return {
    clock,
    requests: [],
    get clusters() {
      return (clusters ??= new ClusterManagerClient({ authClient: auth, ...options.container }));
    },
    get keys() {
      return (keys ??= new KeyManagementServiceClient({ authClient: auth, ...options.kms }));
    },
    get registry() {
      return (registry ??= new ArtifactRegistryClient({ authClient: auth, ...options.artifactRegistry }));
    },
    call: callerOf(gate, project, signal).call,
    async compute(method, path, abort, body) {
      const url = `${computeUrl}/compute/v1/${path}`;
      const signedIn = Object.fromEntries(await auth.getRequestHeaders(url));
      const answer = await request(url, {
        method,
        signal: abort,
        headers: { ...signedIn, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
        ...(dispatcher && { dispatcher }),
      });
      const text = await answer.body.text();
      if (answer.statusCode >= 300) throw new GoogleRefusal(answer.statusCode, refusalIn(text));
      const parsed: unknown = JSON.parse(text);
      if (!isObject(parsed)) throw new MalformedAnswer('The answer is no JSON object.');
      return parsed;
    },
  };
}

/** Google's front end answers with a page instead of JSON. */
function refusalIn(text: string): unknown {
  if (!text.startsWith('{')) return { error: { message: text.slice(0, 200) } };
  return JSON.parse(text);
}
