import { createServer, type Socket } from 'node:net';
import {
  type handleUnaryCall,
  Metadata,
  Server,
  ServerCredentials,
  status,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { ServiceDefinition } from '@grpc/proto-loader';
import type { Fault } from '../faults.ts';
import type { Journal } from '../journal.ts';
import { type JsonObject, toJsonObject } from '../json.ts';
import type { PageFault } from '../json-server.ts';
import { portOf } from '../listening.ts';
import type { IssuedCertificate } from '../tls.ts';
import { type GrpcAnswer, type GrpcMethod, type GrpcStatus, projectIdOf } from './cluster-answers.ts';
import type { GcpService } from './estate.ts';
import { type GrpcService, grpcServices } from './grpc-services.ts';
import type { Entry } from './refuse.ts';
import type { GcpStore } from './store.ts';

export interface GrpcServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** Answers the services that are called over gRPC, with TLS, from the clients' own message definitions. */
export async function startGrpc(
  store: GcpStore,
  entry: Entry,
  tls: IssuedCertificate,
  journal: Journal,
): Promise<GrpcServer> {
  const server = new Server({ 'grpc.max_receive_message_length': -1 });
  const sockets = new Map<string, Socket>();
  for (const service of grpcServices())
    server.addService(service.definition, handlers(service, { store, entry, journal, sockets }));
  const key = { private_key: Buffer.from(tls.key), cert_chain: Buffer.from(tls.cert) };
  const injector = server.createConnectionInjector(ServerCredentials.createSsl(null, [key]));
  const front = createServer((socket) => {
    const peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    sockets.set(peer, socket);
    socket.on('close', () => sockets.delete(peer));
    injector.injectConnection(socket);
  });
  await new Promise<void>((listening) => {
    front.listen(0, '127.0.0.1', listening);
  });
  return {
    port: portOf(front.address()),
    close: () =>
      new Promise((closed) => {
        injector.destroy();
        server.forceShutdown();
        front.close(() => {
          closed();
        });
        for (const socket of sockets.values()) socket.destroy();
      }),
  };
}

interface Ground {
  readonly store: GcpStore;
  readonly entry: Entry;
  readonly journal: Journal;
  /** By the peer's address, so that a call's own connection can be reset. */
  readonly sockets: ReadonlyMap<string, Socket>;
}

function handlers({ service, definition, methods }: GrpcService, ground: Ground): UntypedServiceImplementation {
  return Object.fromEntries(
    Object.entries(methods).map(([name, method]) => [name, unary(service, name, method, definition, ground)]),
  );
}

function unary(
  host: GcpService,
  name: string,
  method: GrpcMethod,
  service: ServiceDefinition,
  ground: Ground,
): handleUnaryCall<object, object> {
  const operation = `${host}:${name}`;
  return (call, callback) => {
    const request = toJsonObject(call.request);
    const sent = String(call.metadata.get('authorization')[0] ?? '').replace(/^Bearer /, '');
    const caller = sent === ground.entry.token ? undefined : ground.entry.callers(sent);
    const end = (answer: GrpcAnswer, fault?: Fault): void => {
      const code = 'code' in answer ? answer.code : status.OK;
      ground.journal.note({
        operation,
        page: 1,
        status: code,
        ...(fault && { fault }),
        ...(identity !== undefined && { identity }),
        ...(caller && { by: caller.name }),
      });
      if ('code' in answer) callback({ ...answer, metadata: retryHint(answer) });
      else callback(null, damaged(answer.message, fault, service[name]?.responseSerialize));
    };
    const identity = method.polled ? undefined : JSON.stringify(request);
    if (sent !== ground.entry.token && !caller) {
      end(unauthenticated);
      return;
    }
    if (caller?.may?.(method.permission) === false) {
      end(deniedOf(method, request));
      return;
    }
    const fault = ground.journal.decide({
      operation,
      quota: `${host}/${projectIdOf(request)}`,
      ...(identity !== undefined && { identity }),
    });
    if (fault === 'timeout' || fault === 'reset') {
      ground.journal.note({
        operation,
        page: 1,
        status: status.UNAVAILABLE,
        fault,
        ...(identity !== undefined && { identity }),
      });
      if (fault === 'reset') ground.sockets.get(call.getPeer())?.resetAndDestroy();
      return;
    }
    end(refusal(fault, method, request) ?? method.answer(ground.store, request, pageFaultIn(fault)), fault);
  };
}

const pageFaultIn = (fault: Fault | undefined): PageFault | undefined =>
  fault === 'empty-page-with-token' || fault === 'repeated-token' ? fault : undefined;

/** Faults of pages are for the answers themselves; where there are no pages, they change nothing. */
function refusal(fault: Fault | undefined, method: GrpcMethod, request: JsonObject): GrpcStatus | undefined {
  const project = `projects/${projectIdOf(request)}`;
  switch (fault) {
    case 'denied':
      return deniedOf(method, request);
    case 'throttled':
      return { code: status.RESOURCE_EXHAUSTED, details: "Quota exceeded for quota metric 'Read requests'." };
    case 'server-error':
      return { code: status.INTERNAL, details: 'Internal error encountered.' };
    case 'not-found':
      return { code: status.NOT_FOUND, details: `Not found: ${project}.` };
    case 'expired-credentials':
      return unauthenticated;
    case 'timeout':
    case 'reset':
    case 'truncated-body':
    case 'malformed-body':
    case 'empty-page-with-token':
    case 'repeated-token':
    case undefined:
      return undefined;
  }
}

const deniedOf = ({ permission }: GrpcMethod, request: JsonObject): GrpcStatus => ({
  code: status.PERMISSION_DENIED,
  details: `Required "${permission}" permission(s) for "projects/${projectIdOf(request)}".`,
});

const unauthenticated: GrpcStatus = {
  code: status.UNAUTHENTICATED,
  details:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.',
};

function damaged(
  message: object,
  fault: Fault | undefined,
  serialize: ((value: object) => Buffer) | undefined,
): object {
  if (fault === 'malformed-body') return Buffer.from([0xff, 0xff, 0xff, 0xff]);
  return fault === 'truncated-body' && serialize ? serialize(message).subarray(0, -1) : message;
}

function retryHint({ code }: GrpcStatus): Metadata {
  const metadata = new Metadata();
  if (code === status.RESOURCE_EXHAUSTED) metadata.set('retry-after', '1');
  return metadata;
}
