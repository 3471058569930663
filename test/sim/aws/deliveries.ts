import { createServer, type IncomingHttpHeaders } from 'node:http';
import { listening, readBody } from '../listening.ts';

/** What a region answers about what tells of changes in it. */
export interface DeliveryRegion {
  readonly trails: readonly {
    readonly arn: string;
    readonly home: string;
    readonly isLogging: boolean;
    /** As GetEventSelectors answers. */
    readonly selectors: object;
  }[];
  /** Pages of ListRules. */
  readonly rules: readonly (readonly object[])[];
  /** Calls that are refused, such as `events:ListRules`. */
  readonly denied?: readonly string[];
}

export interface Deliveries {
  readonly url: string;
  readonly calls: readonly { readonly call: string; readonly region: string; readonly headers: IncomingHttpHeaders }[];
  close(): Promise<void>;
}

const services: Readonly<Record<string, string>> = {
  CloudTrail_20131101: 'cloudtrail',
  AWSEvents: 'events',
};

/** Answers CloudTrail and EventBridge for the regions of one account; the region is that of the signature. */
export async function startDeliveries(regions: Readonly<Record<string, DeliveryRegion>>): Promise<Deliveries> {
  const calls: { call: string; region: string; headers: IncomingHttpHeaders }[] = [];
  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const [, service = '', operation = ''] = /^(.*)\.(\w+)$/.exec(String(request.headers['x-amz-target'])) ?? [];
      const [, region = ''] = /Credential=[^/]+\/\d{8}\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
      const call = `${services[service] ?? service}:${operation}`;
      calls.push({ call, region, headers: request.headers });
      const here = regions[region];
      const said: unknown = JSON.parse(body);
      const [status, answered] = here ? answer(call, said, here) : unknownRegion;
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(answered));
    });
  });
  const { url, close } = await listening(server);
  return { url, calls, close };
}

type Answer = readonly [number, object];

const unknownRegion: Answer = [400, { __type: 'UnrecognizedClientException', message: 'The token is invalid.' }];

function answer(call: string, input: unknown, { trails, rules, denied = [] }: DeliveryRegion): Answer {
  const held: Readonly<Record<string, unknown>> = typeof input === 'object' && input !== null ? { ...input } : {};
  const name = (key: string): string => {
    const value = held[key];
    return typeof value === 'string' ? value : '';
  };
  if (denied.includes(call)) {
    const message = `User: arn:aws:iam::111122223333:role/r is not authorized to perform: ${call}`;
    return [400, { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }];
  }
  switch (call) {
    case 'cloudtrail:DescribeTrails':
      return [200, { trailList: trails.map(({ arn, home }) => ({ TrailARN: arn, HomeRegion: home })) }];
    case 'cloudtrail:GetTrailStatus':
      return [200, { IsLogging: trails.find(({ arn }) => arn === name('Name'))?.isLogging }];
    case 'cloudtrail:GetEventSelectors':
      return [200, trails.find(({ arn }) => arn === name('TrailName'))?.selectors ?? {}];
    case 'events:ListRules': {
      const at = Number(name('NextToken'));
      return [200, { Rules: rules[at] ?? [], ...(at + 1 < rules.length && { NextToken: String(at + 1) }) }];
    }
    default:
      return [400, { __type: 'UnknownOperationException' }];
  }
}
