import { createServer, type ServerResponse } from 'node:http';
import type { ErrorDetail } from '@aws-sdk/client-eks';
import { faultScript, type FaultLine, type FaultScript, type Trace } from '../faults.ts';
import { listening, readBody } from '../listening.ts';
import { realClock, type Clock } from '../virtual-clock.ts';
import { answer, type Answered } from './answer.ts';
import type { AwsEstate } from './estate.ts';
import { limiter, type Limit } from './limits.ts';
import { operations } from './operations.ts';
import { protocolOf, type WireRequest } from './protocol.ts';
import { send } from './send.ts';
import { world } from './world.ts';
import type { Service } from './operation.ts';

export interface AwsSettings {
  readonly estate: AwsEstate;
  readonly faults?: readonly FaultLine[];
  /** Counts of a fault-free run, for faults in the middle and at the end. */
  readonly trace?: Trace;
  /** None without it; `publishedLimits` are the provider's own. */
  readonly limits?: readonly Limit[];
  /** The most that a page of a `service:operation` holds: services may give fewer items than they are asked for. */
  readonly pageSizes?: Readonly<Record<string, number>>;
  readonly clock?: Clock;
}

/** One attempt that reached the simulator. */
export interface AwsCall {
  readonly account: string;
  /** The ARN of who called; absent where nobody is known by the key. */
  readonly by?: string;
  readonly region: string;
  readonly service: string;
  /** The name of an operation that the simulator does not answer is as the caller wrote it. */
  readonly operation: string;
  /** Where in the list the page began; absent where nothing is paged. */
  readonly position?: number;
  /** 0 when no answer was sent. */
  readonly status: number;
  /** The error code of a refused call. */
  readonly code?: string;
  /** The fault that took effect. */
  readonly fault?: string;
  /** True when the operation is outside the simulator. */
  readonly unknown?: true;
  /** The same for every retry of one call. */
  readonly invocation: string | undefined;
}

export interface AwsSim {
  readonly url: string;
  readonly calls: AwsCall[];
  /** The ARN of who has a key and, where it is that of a session, its token. */
  whoIs(accessKey: string, sessionToken: string | undefined): string | undefined;
  /** The next update of EKS is taken, changes nothing, and ends as Failed with these. */
  failUpdate(errors: readonly ErrorDetail[]): void;
  /** How many calls (not attempts) of each `service:operation` were made: the trace that faults are placed by. */
  trace(): Trace;
  setFaults(lines: readonly FaultLine[], trace?: Trace): void;
  /** The lines of the script that took effect. */
  faultsApplied(): readonly FaultLine[];
  close(): Promise<void>;
}

/** Answers AWS on one address of this machine. The estate itself is never changed; writes live in the simulator. */
export async function startAws(settings: AwsSettings): Promise<AwsSim> {
  const clock = settings.clock ?? realClock;
  const state = world(settings.estate);
  const { pageSizes = {} } = settings;
  const limits = limiter(settings.limits ?? []);
  const protocols = new Map(services.map((service) => [service, protocolOf(service, operations)]));
  const calls: AwsCall[] = [];
  let faults: FaultScript = faultScript(settings.faults ?? [], settings.trace);

  function serve(request: WireRequest, response: ServerResponse): void {
    const answered: Answered = answer(request, { state, limits, protocols, faults, pageSizes, now: clock.now() });
    calls.push(answered.call);
    // A provider says the time of its own clock.
    response.setHeader('date', new Date(clock.now()).toUTCString());
    send(answered, response);
  }

  const server = createServer((request, response) => {
    readBody(request, (body) => {
      const { method = 'GET', url: target = '/', headers } = request;
      serve({ method, target, headers, body }, response);
    });
  });
  server.keepAliveTimeout = 60_000;
  const { url, close } = await listening(server);

  return {
    url,
    calls,
    whoIs: (accessKey, sessionToken) => state.callerOf(accessKey, sessionToken)?.arn,
    failUpdate: state.failUpdate,
    trace: () => traceOf(calls),
    setFaults: (lines, trace) => {
      faults = faultScript(lines, trace);
    },
    faultsApplied: () => faults.applied(),
    close,
  };
}

const services: readonly Service[] = [
  'ec2',
  'eks',
  'iam',
  'sts',
  'ecr',
  'inspector2',
  'kms',
  'organizations',
  'cloudtrail',
  'logs',
  'elasticloadbalancing',
  'guardduty',
];

function traceOf(calls: readonly AwsCall[]): Trace {
  const counts: Record<string, number> = {};
  const seen = new Set<string>();
  for (const { service, operation, invocation } of calls) {
    const name = `${service}:${operation}`;
    if (invocation !== undefined && seen.has(invocation)) continue;
    if (invocation !== undefined) seen.add(invocation);
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}
