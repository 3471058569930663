import { randomUUID } from 'node:crypto';
import { idOfInvocation, invocationHeader } from './invocation.ts';
import { signerFor, type SigningKeys } from './sign.ts';
import { transport, type Incoming, type Outgoing } from './transport.ts';

/** What a middleware of the SDK hands on, and what it gets. */
interface Args {
  readonly input: object;
}

interface Result {
  readonly response: unknown;
  readonly output: object;
}

type Next = (args: Args) => Promise<Result>;

/** What the SDK's middlewares tell each other; with a cached stack the same for all calls of one operation. */
type Context = Record<string, unknown>;

interface Repeated {
  readonly config: object;
  readonly middlewareStack: {
    add(
      middleware: (next: Next, context: Context) => Next,
      options: { readonly step: 'initialize'; readonly priority: 'high'; readonly name: string },
    ): void;
    remove(name: string): boolean;
    addRelativeTo(
      middleware: <A extends object, R>(next: (args: A) => Promise<R>, context: Context) => (args: A) => Promise<R>,
      options: { readonly relation: 'after'; readonly toMiddleware: string; readonly name: string },
    ): void;
  };
}

/** Only reads take the short way: a write goes once, and through everything that the SDK does. */
const reads = /^(?:Describe|Get|List|BatchGet)/;

/** The headers that are the same for every call of one operation. */
const constant = ['host', 'user-agent', 'x-amz-user-agent', 'x-amzn-trace-id'];

/**
 * The client, made to work out once for each read operation what does not change from call to call: endpoint, sign-in
 * scheme, user agent. The first call takes the SDK's whole way; those after it are put on the wire and read from it by
 * the same protocol of the SDK, at a third of the cost. Where the SDK is not as it is known, all take the whole way.
 */
export function repeating<T extends Repeated>(client: T): T {
  const seen = new WeakMap<Context, (request: Outgoing) => void>();
  // It copies every answer, also where there is no log.
  client.middlewareStack.remove('loggerMiddleware');
  client.middlewareStack.add(
    (next, context) => {
      let short: ((input: object) => Promise<Result>) | undefined;
      let first: PromiseWithResolvers<void> | undefined;
      if (typeof context['commandName'] !== 'string' || !reads.test(context['commandName'])) return next;
      seen.set(context, (request) => {
        short ??= shortWay(client.config, context, request);
        first?.resolve();
      });
      return async (args) => {
        // Those that begin together with the first one wait until it is signed, not until it is answered.
        if (!short && first) await first.promise;
        if (short) return short(args.input);
        first ??= Promise.withResolvers();
        try {
          return await next(args);
        } finally {
          first.resolve();
        }
      };
    },
    { step: 'initialize', priority: 'high', name: 'takeShortWay' },
  );
  client.middlewareStack.addRelativeTo(
    (next, context) => (args) => {
      if ('request' in args && isOutgoing(args.request)) seen.get(context)?.(args.request);
      return next(args);
    },
    { relation: 'after', toMiddleware: 'httpSigningMiddleware', name: 'showSignedRequest' },
  );
  return client;
}

/** Undefined where the SDK's own parts are not as they are known. */
function shortWay(config: object, context: Context, first: Outgoing): ((input: object) => Promise<Result>) | undefined {
  const operation = operationIn(context);
  const url = urlIn(context);
  const scope = /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(first.headers['authorization'] ?? '');
  if (!operation || !url || scope?.[1] === undefined || scope[2] === undefined || !isConfig(config)) return undefined;
  const sign = signerFor(scope[1], scope[2]);
  const kept = Object.fromEntries(Object.entries(first.headers).filter(([name]) => constant.includes(name)));
  const { protocol, hostname, pathname: path } = url;
  const endpoint = { protocol, hostname, path, ...(url.port !== '' && { port: Number(url.port) }) };
  const own = { ...config, ...context, endpoint: () => Promise.resolve(endpoint) };
  return async (input) => {
    const request = await config.protocol.serializeRequest(operation, input, own);
    const { body } = request;
    const headers: Record<string, string> = { ...request.headers, ...kept };
    headers[invocationHeader] = idOfInvocation(randomUUID);
    headers['amz-sdk-request'] = 'attempt=1; max=1';
    if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body));
    const at = new Date(Date.now() + config.systemClockOffset);
    request.headers = sign({ ...request, headers }, await config.credentials(), at);
    const { response } = await transport.handle(request);
    return { response, output: await read(config.protocol, operation, own, response) };
  };
}

async function read(protocol: Protocol, operation: object, own: object, response: Incoming): Promise<object> {
  try {
    return await protocol.deserializeResponse(operation, own, response);
  } catch (error) {
    // As the SDK marks what it could not read.
    if (error instanceof Error && !('$metadata' in error)) {
      Object.assign(error, { $metadata: { httpStatusCode: response.statusCode } });
    }
    throw error;
  }
}

/** The part of the SDK that knows how a service writes and reads. */
interface Protocol {
  serializeRequest(operation: object, input: object, context: object): Promise<Outgoing & { headers: object }>;
  deserializeResponse(operation: object, context: object, response: Incoming): Promise<object>;
}

interface Config {
  readonly protocol: Protocol;
  readonly credentials: () => Promise<SigningKeys>;
  readonly systemClockOffset: number;
}

function isConfig(config: object): config is Config {
  if (!('protocol' in config) || !('credentials' in config) || !('systemClockOffset' in config)) return false;
  const { protocol, credentials, systemClockOffset } = config;
  if (typeof credentials !== 'function' || typeof systemClockOffset !== 'number') return false;
  return typeof protocol === 'object' && protocol !== null && 'serializeRequest' in protocol;
}

function isOutgoing(request: unknown): request is Outgoing {
  return typeof request === 'object' && request !== null && 'headers' in request;
}

/** The schema of the operation: `[9, namespace, name, traits, input, output]`. */
function operationIn(context: Context): object | undefined {
  const known = context['__smithy_context'];
  const schema = typeof known === 'object' && known !== null && 'operationSchema' in known && known.operationSchema;
  if (!isList(schema) || schema.length < 6) return undefined;
  const [, namespace, name, traits, input, output] = schema;
  return { namespace, name, traits, input, output };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function urlIn(context: Context): URL | undefined {
  const endpoint = context['endpointV2'];
  if (typeof endpoint !== 'object' || endpoint === null || !('url' in endpoint)) return undefined;
  return endpoint.url instanceof URL ? endpoint.url : undefined;
}
