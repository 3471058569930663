import type {
  ActionType,
  Change,
  Clock,
  Cloud,
  FindingChange,
  Instant,
  Memory,
  Reading,
  RunKind,
  Snapshot,
} from '#model';
import type { Type } from '#model';
import type { Progress } from './collect-all.ts';
import { fleetOf, type Fleet } from './fleet.ts';
import type { Live } from './policy/live.ts';
import { scan, type Scanned } from './scan.ts';
import { oneByOne } from './turns.ts';

/** What is watched, by which rules, and where it is remembered. */
export interface WatchInput {
  readonly clouds: readonly Cloud[];
  readonly clusters?: ((readings: readonly Reading[]) => Promise<Cloud> | Cloud) | undefined;
  /** The rules and the policy that count at an instant. Asked before each judgement. */
  readonly live: Live;
  /** Every type that is read. */
  readonly types: readonly Type[];
  /** What requests are announced as: those that an earlier process took in are found here by their name. */
  readonly actions?: readonly ActionType[];
  readonly memory: Memory;
  readonly clock: Clock;
  readonly progress: Progress;
  readonly signal?: AbortSignal;
  /** What stood when the last process ended. */
  readonly snapshots?: readonly Snapshot[];
  /** Hears of what a change moved, as soon as it is remembered. What it announced is heard of before anything is read. */
  readonly moved?: (change: Change, changes: readonly FindingChange[]) => Promise<void> | void;
  /** Hears of what stands being judged anew without a read: the policy changed, or something in it came to its end. */
  readonly rejudged?: (scanned: Scanned) => void;
  /** Hears of what failed and ended nothing. */
  readonly failed?: (what: string, error: unknown) => void;
}

/** What sweeps, changes and the policy share: one fleet, one judgement at a time, and the way into the clouds. */
export interface Ground {
  readonly input: WatchInput;
  readonly fleet: Fleet;
  /** Announced findings whose change is still looked after. */
  readonly awaited: Set<string>;
  now(): Instant;
  /** Work on what stands and on what is remembered, one after the other. */
  inTurn<T>(work: () => Promise<T>): Promise<T>;
  cloudFor(provider: Cloud['provider']): Promise<Cloud | undefined>;
  /** The way into the clusters that a sweep has found; the last one taken is kept for what follows. */
  readonly enter?: (found: readonly Reading[]) => Promise<Cloud>;
  /** Judges what stands, or what is given, and remembers it. To be called in turn. */
  judge(how?: Judging): Promise<Scanned>;
}

interface Judging {
  readonly kind?: RunKind;
  readonly change?: Change;
  readonly snapshots?: readonly Snapshot[];
}

export function groundOf(input: WatchInput): Ground {
  const { clusters, clock, signal, memory } = input;
  const fleet = fleetOf(input.snapshots ?? [], input.types);
  const awaited = new Set<string>();
  let inside: Promise<Cloud> | undefined;
  const enter =
    clusters && ((found: readonly Reading[]): Promise<Cloud> => (inside = Promise.resolve(clusters(found))));
  const now = (): Instant => new Date(clock.now()).toISOString();

  return {
    ...{ input, fleet, awaited, now },
    ...(enter && { enter }),
    inTurn: oneByOne(),
    cloudFor: async (provider) =>
      provider === 'kubernetes'
        ? (inside ?? enter?.(fleet.snapshots()))
        : input.clouds.find((it) => it.provider === provider),
    async judge({ snapshots = fleet.snapshots(), ...how } = {}) {
      // A run counts from when it is judged: what is remembered later is newer.
      const startedAt = now();
      const { rules, policy } = await input.live(startedAt);
      const entered = await inside;
      // What was read before is judged as it was: nobody is asked what became of what it missed.
      const asked = how.kind === 're-evaluation' ? [] : [...input.clouds, ...(entered ? [entered] : [])];
      const standing = { snapshots, rules, policy, memory, clock, awaited, startedAt, clouds: asked };
      return scan({ ...standing, ...how, ...(signal && { signal }) });
    },
  };
}
