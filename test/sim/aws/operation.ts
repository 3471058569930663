import type { ErrorDetail, Update, UpdateParam } from '@aws-sdk/client-eks';
import type { AwsIam, AwsOrganization, AwsRegion, HeldTrail } from './estate.ts';
import { operationShape, type OperationShape } from './wire/shape.ts';

export type Service =
  | 'ec2'
  | 'eks'
  | 'iam'
  | 'sts'
  | 'ecr'
  | 'inspector2'
  | 'kms'
  | 'organizations'
  | 'cloudtrail'
  | 'elasticloadbalancing'
  | 'guardduty'
  | 'logs';

/** One operation that the simulator answers: its schema and what it does with a decoded input. */
export interface Operation {
  readonly service: Service;
  readonly shape: OperationShape;
  readonly handle: (input: unknown, call: Call) => object;
  /** What the service says when the object of this operation is gone; absent where it names none. */
  readonly notFound?: string;
}

/** What a handler sees of the world: where it runs, for whom, what is there, and how to change it. */
export interface Call {
  readonly account: string;
  readonly region: string;
  /** The ARN of the caller. */
  readonly caller: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** As it stands now, changes of this call included. */
  readonly here: AwsRegion;
  readonly iam: AwsIam;
  /** The trails of the account, wherever they are at home. */
  readonly trails: readonly HeldTrail[];
  readonly organization: AwsOrganization | undefined;
  /** What the provider remembers that is no part of the estate. */
  readonly memory: Memory;
  changeHere(change: Partial<AwsRegion>): void;
  changeIam(change: Partial<AwsIam>): void;
  /** Puts a trail in the place of the one with its ARN. */
  changeTrail(changed: HeldTrail): void;
  iamOf(account: string): AwsIam | undefined;
  /** The account's regions by name. */
  regions(): readonly (readonly [string, Pick<AwsRegion, 'optInStatus'>])[];
  /** The part of a list that this call is answered with. */
  paginate<T>(items: readonly T[], token: string | undefined, size: number, weigh?: (item: T) => number): Page<T>;
}

export interface Page<T> {
  readonly items: T[];
  readonly next?: string;
}

/** Grows during the life of a simulator: updates under way, sessions handed out. */
export interface Memory {
  /** By `account/region/update id`. */
  readonly updates: Map<string, RunningUpdate>;
  /** What updates end as Failed with: each of those that begin next takes one. */
  readonly failures: (readonly ErrorDetail[])[];
  readonly sessions: Map<string, Session>;
  /** A number that was not given out before. */
  count(): number;
}

export interface RunningUpdate {
  readonly cluster: string;
  /** Where the update is of an add-on of the cluster. */
  readonly addon?: string | undefined;
  /** Where the update is of a node group of the cluster. */
  readonly nodegroup?: string | undefined;
  /** Where the update is of a capability of the cluster. */
  readonly capability?: string | undefined;
  readonly id: string;
  readonly type: NonNullable<Update['type']>;
  readonly params: readonly UpdateParam[];
  readonly createdAt: Date;
  /** Why it will end as Failed; it will not where there is none. */
  readonly errors: readonly ErrorDetail[];
  /** Changes the cluster once the update is over. */
  readonly finish: (call: Call) => void;
  /** An update is over when it is looked at for the second time. */
  looks: number;
  done: boolean;
}

export interface Session {
  readonly account: string;
  readonly arn: string;
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** An error that the service answers with its own code. Status 400 unless the service documents another. */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Binds a client's schema to a handler that is written in the SDK's own types. The wire reader builds the input by the
 * same schema, which is why the handler may trust its type.
 */
export function operation<In, Out extends object>(
  service: Service,
  schema: unknown,
  handle: (input: In, call: Call) => Out,
  notFound?: string,
): Operation {
  return {
    service,
    shape: operationShape(schema),
    handle: (input, call) => handle(input as In, call),
    ...(notFound !== undefined && { notFound }),
  };
}
