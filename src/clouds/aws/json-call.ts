import type { Clock } from '#model';
import type { Gate } from '../gate.ts';
import { isObject, textAt, type Json } from '../json.ts';
import { callAws } from './call.ts';
import { MalformedAnswer } from './failure.ts';
import { signerFor, type SigningKeys } from './sign.ts';
import { transport } from './transport.ts';

/** A service that takes JSON over POST, and how its calls are named. */
export interface JsonService {
  /** As permissions name it. */
  readonly name: 'cloudtrail' | 'events';
  readonly target: string;
}

/** Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_DescribeTrails.html */
export const cloudTrail: JsonService = {
  name: 'cloudtrail',
  target: 'com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101',
};

/** Source: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListRules.html */
export const eventBridge: JsonService = { name: 'events', target: 'AWSEvents' };

export interface JsonWay {
  readonly gate: Gate;
  readonly clock: Clock;
  readonly account: string;
  readonly credentials: () => Promise<SigningKeys>;
  /** Of an emulator; without it the service's own address. */
  readonly endpointOf?: (service: JsonService['name']) => string | undefined;
}

/** A call that was refused, in the service's own words. */
class Refused extends Error {
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(name: string, message: string, status: number) {
    super(message);
    this.name = name;
    this.$metadata = { httpStatusCode: status };
  }
}

/** Calls an operation of a service that has no client here; two services for one command are worth none. */
export async function callJson(
  way: JsonWay,
  { service, operation, region, input }: { service: JsonService; operation: string; region: string; input: object },
): Promise<Json> {
  const { gate, account, clock, credentials } = way;
  const suffix = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const url = new URL(way.endpointOf?.(service.name) ?? `https://${service.name}.${region}.${suffix}`);
  const sign = signerFor(region, service.name);
  return callAws(gate, { api: `${service.name}:${operation}`, account, region }, async () => {
    const body = JSON.stringify(input);
    const headers = {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'content-length': String(Buffer.byteLength(body)),
      'x-amz-target': `${service.target}.${operation}`,
    };
    const request = { method: 'POST', path: '/', headers, body };
    const signed = sign(request, await credentials(), new Date(clock.now()));
    const { protocol, hostname, port } = url;
    const sent = { ...request, protocol, hostname, headers: signed, ...(port !== '' && { port: Number(port) }) };
    const { response } = await transport.handle(sent);
    return answerOf(response.statusCode, Buffer.from(response.body).toString('utf8'));
  });
}

function answerOf(status: number, text: string): Json {
  const body: unknown = parsedOr(text);
  if (status >= 300) {
    const type = textAt(body, '__type')?.split('#').at(-1) ?? '';
    throw new Refused(type, textAt(body, 'message') ?? textAt(body, 'Message') ?? `Status ${status}.`, status);
  }
  if (!isObject(body)) throw new MalformedAnswer('The answer is no JSON object.');
  return body;
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return `${String(error)}: ${text.slice(0, 100)}`;
  }
}
