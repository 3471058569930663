import type {
  ApiReach,
  Callers,
  Check,
  Fact,
  Finding,
  Impact,
  Instant,
  Opened,
  Policy,
  Remediation,
  Resource,
  Said,
  Type,
  TypedAction,
} from '#model';
import type { World } from '../world.ts';

/** What guards look at. What is not known is absent, and no guard takes that for good. */
export interface Guarded {
  /** The plan's own id, so that it does not stand in its own way. */
  readonly plan?: string;
  readonly finding: Finding;
  readonly steps: readonly TypedAction[];
  readonly impact: Impact;
  /** What the actions are about, as it stands. */
  readonly subjects: readonly Resource[];
  readonly before: World;
  readonly after: World;
  readonly opens: readonly Opened[];
  readonly policy: Policy;
  readonly at: Instant;
  /** Every remediation that is remembered. */
  readonly remediations: readonly Remediation[];
  readonly paused?: Said | undefined;
  /** How far the API of a cluster reaches, one fact for each provider. */
  readonly reach: readonly Fact<Type, ApiReach, Type | Fact>[];
  /** Who called the API of a cluster lately, by the address of the cluster. */
  readonly callers?: Readonly<Record<string, Callers>> | undefined;
  /** Addresses that a person named, and cuts off knowingly. */
  readonly cutsOff?: readonly string[] | undefined;
  /** Addresses that Shoalwatch, or whoever runs it, calls from. */
  readonly own?: readonly string[] | undefined;
  /** The tool that a person named as the owner, and goes past knowingly. */
  readonly despite?: string | undefined;
  /** Whether a person stands behind it. */
  readonly byPerson: boolean;
}

/** Looks at one thing that may go wrong. Nothing where it has nothing to say. */
export type Guard = (about: Guarded) => readonly Omit<Check, 'guard'>[];

/** Guards whose word may be over by the time that a plan is applied. */
export const passing: ReadonlySet<string> = new Set(['kill-switch', 'freeze', 'limit']);

export const ok = (says: string): readonly Omit<Check, 'guard'>[] => [{ result: 'ok', says }];
export const warn = (says: string): readonly Omit<Check, 'guard'>[] => [{ result: 'warn', says }];
export const stop = (says: string): readonly Omit<Check, 'guard'>[] => [{ result: 'stop', says }];
