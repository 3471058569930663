import type { AnyRule } from '#engine/any-rule';
import type { Clock, Finding, Framework, Instant, Memory, Policy, SlackNotify } from '#model';
import type { Named as TargetLabel } from '../config/target-names.ts';
import type { Live } from '../policy/live.ts';
import type { Bus, Drawing, Fallback, Happening, Slack } from './ports.ts';

/** All that telling people needs. Between two calls nothing is known but what is stored. */
export interface AlertDesk {
  readonly memory: Memory;
  readonly live: Live;
  readonly clock: Clock;
  readonly frameworks: readonly Framework[];
  readonly nameOf: (target: string) => TargetLabel | undefined;
  /** IANA name of the time zone in which people there live. */
  readonly zone: string;
  readonly slack: Slack;
  readonly drawing: Drawing;
  readonly fallback: Fallback;
  readonly bus?: Bus | undefined;
  /** Whether the deployment has a role that may change anything. */
  readonly remediates: boolean;
  /** The version of the product. */
  readonly version: string;
  /** A fresh secret each time, which nobody can guess: what the buttons of a rendering are signed with. */
  readonly key: () => string;
  readonly note?: (what: Happening, where: string, why?: string) => void;
  readonly signal?: AbortSignal | undefined;
}

/** What is known at the moment of telling. */
export interface Known {
  readonly desk: AlertDesk;
  readonly policy: Policy;
  /** By their ids and their older ones. */
  readonly rules: ReadonlyMap<string, AnyRule>;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly at: Instant;
  readonly findings: Findings;
}

/** The same where Slack is told. */
export interface Ground extends Known {
  readonly notify: SlackNotify;
}

/** Findings as they stand, read at most once while something is told. */
export interface Findings {
  some(ids: readonly string[]): Promise<readonly Finding[]>;
  all(): Promise<readonly Finding[]>;
}

/** Looks up what counts now. */
export async function groundOf(desk: AlertDesk): Promise<Known> {
  const now = desk.clock.now();
  const at = new Date(now).toISOString();
  const { rules, policy } = await desk.live(at);
  return { desk, policy, rules: byId(rules), now, at, findings: findingsIn(desk.memory) };
}

/** The ground where the policy says that Slack is told. */
export const withSlack = (known: Known): Ground | undefined => {
  const notify = known.policy.notify?.slack;
  return notify && { ...known, notify };
};

/** The same a moment later: findings are read anew. */
export const later = (ground: Ground): Ground => {
  const now = ground.desk.clock.now();
  return { ...ground, now, at: new Date(now).toISOString(), findings: findingsIn(ground.desk.memory) };
};

const byId = (rules: readonly AnyRule[]): ReadonlyMap<string, AnyRule> =>
  new Map(rules.flatMap((rule) => [rule.id, ...(rule.aliases ?? [])].map((id) => [id, rule] as const)));

function findingsIn(memory: Memory): Findings {
  let read: Promise<readonly Finding[]> | undefined;
  const all = (): Promise<readonly Finding[]> => (read ??= memory.findings());
  return {
    all,
    async some(ids) {
      // Many reads of one are dearer than one of all.
      if (!read && ids.length <= 100) return memory.findingsOf(ids);
      const wanted = new Set(ids);
      return (await all()).filter(({ id }) => wanted.has(id));
    },
  };
}
