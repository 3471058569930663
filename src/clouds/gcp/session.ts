import { ArtifactRegistryClient } from '@google-cloud/artifact-registry/build/src/v1/artifact_registry_client.js';
import { ClusterManagerClient } from '@google-cloud/container/build/src/v1/cluster_manager_client.js';
import { KeyManagementServiceClient } from '@google-cloud/kms/build/src/v1/key_management_service_client.js';
import { GoogleAuth, type AuthClient } from 'google-auth-library';
import { request, type Dispatcher } from 'undici';
import type { Clock } from '#model';
import { attemptWithin } from '../gate/attempt.ts';
import { isObject } from '../json.ts';
import { MalformedAnswer } from '../pages.ts';
import { GoogleRefusal } from './failure.ts';

/** For tests; otherwise the public endpoints. */
export interface GcpClientOptions {
  readonly computeUrl?: string;
  readonly resourceManagerUrl?: string;
  readonly binaryAuthorizationUrl?: string;
  readonly containerAnalysisUrl?: string;
  readonly iamUrl?: string;
  readonly loggingUrl?: string;
  /** What REST calls go through. */
  readonly dispatcher?: Dispatcher;
  readonly container?: ConstructorParameters<typeof ClusterManagerClient>[0];
  readonly kms?: ConstructorParameters<typeof KeyManagementServiceClient>[0];
  readonly artifactRegistry?: ConstructorParameters<typeof ArtifactRegistryClient>[0];
}

/** Somebody who is signed in to Google Cloud. */
export interface Session {
  readonly auth: AuthClient;
  /** GKE, over gRPC. */
  readonly clusters: ClusterManagerClient;
  /** Cloud KMS, over gRPC. */
  readonly keys: KeyManagementServiceClient;
  /** Artifact Registry, over gRPC. */
  readonly registry: ArtifactRegistryClient;
  /** Asks Compute Engine; `path` begins after `/compute/v1/`. Throws a GoogleRefusal. */
  compute: Get;
  /** Asks the Resource Manager; `path` begins after `/v3/`. Throws a GoogleRefusal. */
  resourceManager: Get;
  /** Asks the Resource Manager what it answers to a POST only. */
  askResourceManager: Ask;
  /** Asks Binary Authorization; `path` begins after `/v1/`. Throws a GoogleRefusal. */
  binaryAuthorization: Get;
  /** Asks Artifact Analysis; `path` begins after `/v1/`. Throws a GoogleRefusal. */
  containerAnalysis: Get;
  /** Asks Identity and Access Management; `path` begins after `/v1/`. Throws a GoogleRefusal. */
  iam: Get;
  /** Asks Cloud Logging; `path` begins after `/v2/`. Throws a GoogleRefusal. */
  logging: Get;
  /** Asks Cloud Logging what it answers to a POST only. */
  askLogging: Ask;
}

export type Get = <T>(path: string, query: Query, signal: AbortSignal) => Promise<T>;
export type Ask = <T>(path: string, question: object, signal: AbortSignal) => Promise<T>;
export type Query = Readonly<Record<string, string | undefined>>;

export interface SessionSettings {
  readonly clock: Clock;
  readonly auth?: AuthClient | (() => Promise<AuthClient>) | undefined;
  readonly clientOptions?: GcpClientOptions | undefined;
}

/** Looking for a metadata server must not hold up a laptop. */
const patienceMs = 10_000;

/** Reading GKE takes the wide scope: there is no narrower one that the API accepts. */
export const scopes = ['https://www.googleapis.com/auth/cloud-platform'];

/** Why nobody is signed in; empty where there is simply no sign-in to be found. */
export interface SignedOut {
  readonly signedOut: string;
}

/** Signs in with what is given, else with the usual places of the SDK. */
export async function openSession({ clock, auth, clientOptions }: SessionSettings): Promise<Session | SignedOut> {
  const ask = typeof auth === 'function' ? auth : async () => auth ?? (await new GoogleAuth({ scopes }).getClient());
  try {
    return sessionOf(await attemptWithin(ask, { clock, timeoutMs: patienceMs }), clientOptions ?? {});
  } catch (error) {
    return { signedOut: isMissing(error) ? '' : error instanceof Error ? error.message : String(error) };
  }
}

/** Whether there is simply no sign-in to be found. */
export const isMissing = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'TimeoutError' || error.message.includes('default credentials'));

function sessionOf(auth: AuthClient, options: GcpClientOptions): Session {
  const { computeUrl = 'https://compute.googleapis.com', dispatcher } = options;
  const { resourceManagerUrl = 'https://cloudresourcemanager.googleapis.com' } = options;
  const { binaryAuthorizationUrl = 'https://binaryauthorization.googleapis.com' } = options;
  const { containerAnalysisUrl = 'https://containeranalysis.googleapis.com' } = options;
  const { iamUrl = 'https://iam.googleapis.com' } = options;
  const { loggingUrl = 'https://logging.googleapis.com' } = options;
  let clusters: ClusterManagerClient | undefined;
  let keys: KeyManagementServiceClient | undefined;
  let registry: ArtifactRegistryClient | undefined;
  const manager = `${resourceManagerUrl}/v3/`;
  const logs = `${loggingUrl}/v2/`;
  return {
    auth,
    get clusters() {
      return (clusters ??= new ClusterManagerClient({ authClient: auth, ...options.container }));
    },
    get keys() {
      return (keys ??= new KeyManagementServiceClient({ authClient: auth, ...options.kms }));
    },
    get registry() {
      return (registry ??= new ArtifactRegistryClient({ authClient: auth, ...options.artifactRegistry }));
    },
    compute: getterOf(`${computeUrl}/compute/v1/`, auth, dispatcher),
    resourceManager: getterOf(manager, auth, dispatcher),
    askResourceManager: askerOf(manager, auth, dispatcher),
    binaryAuthorization: getterOf(`${binaryAuthorizationUrl}/v1/`, auth, dispatcher),
    containerAnalysis: getterOf(`${containerAnalysisUrl}/v1/`, auth, dispatcher),
    iam: getterOf(`${iamUrl}/v1/`, auth, dispatcher),
    logging: getterOf(logs, auth, dispatcher),
    askLogging: askerOf(logs, auth, dispatcher),
  };
}

function getterOf(base: string, auth: AuthClient, dispatcher: Dispatcher | undefined): Get {
  function get<T>(path: string, query: Query, signal: AbortSignal): Promise<T>;
  function get(path: string, query: Query, signal: AbortSignal): Promise<unknown> {
    const url = new URL(base + path);
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value);
    return answerOf(url, auth, { signal, dispatcher });
  }
  return get;
}

function askerOf(base: string, auth: AuthClient, dispatcher: Dispatcher | undefined): Ask {
  function ask<T>(path: string, question: object, signal: AbortSignal): Promise<T>;
  function ask(path: string, question: object, signal: AbortSignal): Promise<unknown> {
    return answerOf(new URL(base + path), auth, { signal, dispatcher, question });
  }
  return ask;
}

interface Way {
  readonly signal: AbortSignal;
  readonly dispatcher: Dispatcher | undefined;
  /** The body of a POST. */
  readonly question?: object;
}

async function answerOf(url: URL, auth: AuthClient, { signal, dispatcher, question }: Way): Promise<unknown> {
  const headers = Object.fromEntries(await auth.getRequestHeaders(url.href));
  const answer = await request(url, {
    headers: { ...headers, ...(question && { 'content-type': 'application/json' }) },
    signal,
    ...(question && { method: 'POST', body: JSON.stringify(question) }),
    ...(dispatcher && { dispatcher }),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new GoogleRefusal(answer.statusCode, parsedOr(text));
  const body: unknown = JSON.parse(text);
  if (!isObject(body)) throw new MalformedAnswer('The answer is no JSON object.');
  return body;
}

/** The body of a refusal; Google's front end answers with a page instead of JSON. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return { error: { message: text.slice(0, 200), cause: String(error) } };
  }
}
