import { canonicalJson } from '#lib/canonical';
import { NotApplied, type Clock } from '#model';
import { pause } from './apply-wait.ts';
import { isObject } from './json.ts';

/** A quarter of an hour: what others have begun ends sooner, or a person has to look. */
const mostTries = 180;

/** A change that has to wait while another one of the same object is under way. */
export interface Turn<T> {
  readonly clock: Clock;
  /** What the change is of, as a person calls it. */
  readonly what: string;
  /** Whether the provider refused because of another change that is under way. */
  isBusy(error: unknown): boolean;
  /** Whether the object says itself that one is. */
  isChanging(now: T): boolean;
  /** What the change writes over. */
  readonly writes: readonly string[];
  /** The object as the change was made for it. */
  readonly config: unknown;
  /** The object as it stands now. */
  look(): Promise<T>;
}

/**
 * Sends a change, again once no other one is under way. What that one changed is not written over: where the paths that
 * the change writes are other ones by then, it throws a NotApplied, `changed`.
 */
export async function inTurn<N, T>(turn: Turn<N>, send: () => Promise<T>): Promise<T> {
  const { clock, what, isBusy, isChanging, writes, config, look } = turn;
  let isWaiting = false;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const now = isWaiting ? await look() : undefined;
    if (now === undefined || !isChanging(now)) {
      const other = now && writes.find((path) => canonicalJson(at(now, path)) !== canonicalJson(at(config, path)));
      if (other !== undefined) throw new NotApplied('changed', `Another change of ${what} has changed ${other}.`);
      try {
        return await send();
      } catch (error) {
        if (!isBusy(error)) throw error;
      }
    }
    isWaiting = true;
    await clock.sleep(pause);
  }
  const minutes = (pause * mostTries) / 60_000;
  throw new NotApplied('refused', `Another change of ${what} is under way since ${minutes} minutes.`);
}

/** What stands at a path; null where nothing does. */
const at = (value: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((inner, step) => (isObject(inner) ? inner[step] : undefined), value) ?? null;
