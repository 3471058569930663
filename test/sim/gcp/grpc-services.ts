import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fromJSON, type ServiceDefinition } from '@grpc/proto-loader';
import { toJsonObject } from '../json.ts';
import { locationMethods, registryMethods } from './artifact-registry.ts';
import type { GrpcMethod } from './cluster-answers.ts';
import { clusterManagerMethods } from './cluster-manager.ts';
import type { GcpService } from './estate.ts';
import { keyMethods, keyPolicyMethods } from './key-management.ts';

/** A service that is answered over gRPC, from the message definitions of its own client. */
export interface GrpcService {
  readonly service: GcpService;
  readonly definition: ServiceDefinition;
  readonly methods: Readonly<Record<string, GrpcMethod>>;
}

/** Reading the definitions takes a while: they are read once. */
let known: readonly GrpcService[] | undefined;

export const grpcServices = (): readonly GrpcService[] =>
  (known ??= [
    serviceOf('container', '@google-cloud/container', 'google.container.v1.ClusterManager', clusterManagerMethods),
    serviceOf('cloudkms', '@google-cloud/kms', 'google.cloud.kms.v1.KeyManagementService', keyMethods),
    serviceOf(
      'artifactregistry',
      '@google-cloud/artifact-registry',
      'google.devtools.artifactregistry.v1.ArtifactRegistry',
      registryMethods,
    ),
    // Every service answers these two under its own host; here only Cloud KMS is asked for policies by the first, and
    // Artifact Registry for its places by the second.
    serviceOf('cloudkms', 'google-gax', 'google.iam.v1.IAMPolicy', keyPolicyMethods),
    serviceOf('artifactregistry', 'google-gax', 'google.cloud.location.Locations', locationMethods),
  ]);

function serviceOf(
  service: GcpService,
  client: string,
  name: string,
  methods: Readonly<Record<string, GrpcMethod>>,
): GrpcService {
  const path = client === 'google-gax' ? commonPath(name) : resolve(`${client}/build/protos/protos.json`);
  const root = fromJSON(protoRoot(readFileSync(path, 'utf8')), { longs: String, enums: String, bytes: String });
  const whole = root[name];
  if (!isService(whole)) throw new Error(`${client} holds no ${name}`);
  return { service, definition: withRawAnswers(whole), methods };
}

const { resolve } = createRequire(import.meta.url);

/** The clients' common ground keeps these definitions beside its sources, and exports these alone. */
const commonPath = (name: string): string =>
  join(
    dirname(resolve('google-gax')),
    '../protos',
    name.startsWith('google.iam.') ? 'iam_service.json' : 'locations.json',
  );

/** The same service, whose answers may also be raw bytes. */
function withRawAnswers(service: ServiceDefinition): ServiceDefinition {
  const methods = Object.entries(service).map(([name, method]): [string, ServiceDefinition[string]] => {
    const responseSerialize = (value: object): Buffer =>
      Buffer.isBuffer(value) ? value : method.responseSerialize(value);
    return [name, { ...method, responseSerialize }];
  });
  return Object.fromEntries(methods);
}

function protoRoot(text: string): Parameters<typeof fromJSON>[0] {
  return toJsonObject(JSON.parse(text));
}

function isService(value: unknown): value is ServiceDefinition {
  return typeof value === 'object' && value !== null && !('format' in value);
}
