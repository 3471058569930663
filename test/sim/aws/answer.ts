import type { Fault, FaultScript } from '../faults.ts';
import type { Limiter } from './limits.ts';
import { AwsError, type Operation, type Service } from './operation.ts';
import { paginate, type Position } from './paging.ts';
import type { Protocol, WireAnswer, WireRequest } from './protocol.ts';
import { badKey, badToken, expired, faultError, throttled, unknownOperation } from './provider-errors.ts';
import type { AwsCall } from './server.ts';
import type { World } from './world.ts';
import { isRecord } from './wire/shape.ts';

export interface Answered {
  readonly wire: WireAnswer;
  readonly call: AwsCall;
}

interface Surroundings {
  readonly state: World;
  readonly limits: Limiter;
  readonly protocols: ReadonlyMap<string, Protocol>;
  readonly faults: FaultScript;
  readonly pageSizes: Readonly<Record<string, number>>;
  readonly now: number;
}

/** Works out the answer to one request: who asks, of what, within limits, with which fault, and what is there. */
export function answer(request: WireRequest, surroundings: Surroundings): Answered {
  const scope = scopeOf(request);
  const invocation = header(request, 'amz-sdk-invocation-id');
  const protocol = surroundings.protocols.get(scope?.service ?? '');
  if (scope === undefined || protocol === undefined) return unsigned(invocation);
  const service = scope.service;
  const caller = surroundings.state.callerOf(scope.accessKey, header(request, 'x-amz-security-token'));
  const place = {
    ...{ account: caller?.account ?? '', region: scope.region, service, invocation },
    ...(caller && { by: caller.arn }),
  };

  const found = protocol.find(request);
  if ('unknown' in found) {
    const error = unknownOperation(service, found.unknown);
    return refused(protocol, error, { ...place, operation: found.unknown, unknown: true });
  }
  const call = { ...place, operation: found.shape.name };
  if (caller === undefined || !surroundings.state.isOpen(caller.account, scope.region)) {
    return refused(protocol, badKey(service), call);
  }
  if (caller.expires <= surroundings.now) return refused(protocol, expired(service), call);

  const fault = surroundings.faults.decide(`${service}:${found.shape.name}`, invocation);
  const faulted = fault === undefined ? undefined : faultError(fault, found, caller.arn);
  if (faulted !== undefined) return refused(protocol, faulted, { ...call, fault });
  return perform(request, { protocol, operation: found, fault, call, caller: caller.arn }, surroundings);
}

interface Performance {
  readonly protocol: Protocol;
  readonly operation: Operation;
  readonly fault: Fault | undefined;
  readonly call: Omit<AwsCall, 'status'>;
  readonly caller: string;
}

function perform(request: WireRequest, performance: Performance, surroundings: Surroundings): Answered {
  const { protocol, operation, fault, call, caller } = performance;
  const { account, region } = call;
  const name = `${operation.service}:${operation.shape.name}`;
  const position: Position = { at: -1, faulted: false };
  try {
    const input = protocol.read(request, operation);
    if (!surroundings.limits.allow(`${account}/${region}`, name, input, surroundings.now))
      throw throttled(operation.service);
    if (operation.service === 'ec2') refuseDryRun(input);
    const view = surroundings.state.view(account, region, {
      caller,
      now: surroundings.now,
      paginate: (items, token, size, weigh = () => 1) =>
        paginate(
          items,
          { operation: name, token, size: Math.min(size, surroundings.pageSizes[name] ?? size), fault },
          weigh,
          position,
        ),
    });
    const output = operation.handle(input, view);
    const wire = protocol.write(operation, output);
    const applied = takesEffect(fault, position);
    return {
      wire,
      call: {
        ...call,
        status: fault === 'timeout' || fault === 'reset' ? 0 : wire.status,
        ...(position.at >= 0 && { position: position.at }),
        ...(applied && { fault }),
      },
    };
  } catch (error) {
    if (error instanceof RangeError && error.message === 'token')
      return refused(protocol, badToken(operation.service), call);
    if (error instanceof AwsError) return refused(protocol, error, call);
    throw error;
  }
}

function takesEffect(fault: Fault | undefined, position: Position): fault is Fault {
  if (fault === 'empty-page-with-token' || fault === 'repeated-token') return position.faulted;
  return fault !== undefined && fault !== 'not-found';
}

// Asking for a dry run is refused with its outcome: here always "you may".
function refuseDryRun(input: unknown): void {
  if (isRecord(input) && input['DryRun'] === true) {
    throw new AwsError('DryRunOperation', 'Request would have succeeded, but DryRun flag is set.', 412);
  }
}

function refused(protocol: Protocol, error: AwsError, call: Omit<AwsCall, 'status'>): Answered {
  return { wire: protocol.fail(error), call: { ...call, status: error.status, code: error.code } };
}

function unsigned(invocation: string | undefined): Answered {
  const body = JSON.stringify({
    __type: 'MissingAuthenticationTokenException',
    message: 'Missing Authentication Token',
  });
  return {
    wire: { status: 403, headers: { 'content-type': 'application/json' }, body },
    call: { account: '', region: '', service: '', operation: '(unsigned)', status: 403, invocation, unknown: true },
  };
}

interface Scope {
  readonly accessKey: string;
  readonly region: string;
  readonly service: Service;
}

// Credential=<access key>/<date>/<region>/<service>/aws4_request
function scopeOf(request: WireRequest): Scope | undefined {
  const [, accessKey, region, service] =
    /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(header(request, 'authorization') ?? '') ?? [];
  if (accessKey === undefined || region === undefined || service === undefined || !isService(service)) return undefined;
  return { accessKey, region, service };
}

const services: readonly string[] = [
  ...[
    'ec2',
    'eks',
    'iam',
    'sts',
    'ecr',
    'inspector2',
    'kms',
    'organizations',
    'cloudtrail',
    'elasticloadbalancing',
    'guardduty',
    'logs',
  ],
];

function isService(name: string): name is Service {
  return services.includes(name);
}

function header({ headers }: WireRequest, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}
