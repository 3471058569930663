import { parseInstant } from '#lib/time';
import type { Bulletin } from '#model';
import type { Muted } from '#notify/views';

/** The mute that stands in what a bulletin says, whether it runs or not. */
export function mutedIn(says: unknown): Muted | undefined {
  if (typeof says !== 'object' || says === null || !('muted' in says)) return undefined;
  // Only `mute` writes it, in this very form.
  return says.muted as Muted | undefined;
}

/** The mute that runs at a moment, in milliseconds. */
export function muteAt(says: unknown, now: number): Muted | undefined {
  const muted = mutedIn(says);
  return muted && now < (parseInstant(muted.until) ?? 0) ? muted : undefined;
}

interface Saying {
  readonly state?: string;
  readonly count?: number;
  readonly muted?: Muted | undefined;
}

/** What is said now, with the mute of before while it runs: a gap that comes and goes wakes nobody meanwhile. */
export function stillMuted(was: unknown, is: unknown, now: number): unknown {
  const muted = muteAt(was, now);
  if (!muted || typeof is !== 'object' || is === null) return is;
  return { ...is, muted, ...('state' in is && is.state === 'open' && { state: 'muted' }) };
}

/**
 * A bulletin whose mute is over, without it; undefined where none is. What still cannot be read, and a storm that went on
 * meanwhile, is told of by a new message, since an edit of the old one calls nobody.
 */
export function speakingAgain(bulletin: Bulletin, now: number): Bulletin | undefined {
  const { says, card, ...rest } = bulletin;
  const muted = mutedIn(says);
  if (!muted || muteAt(says, now)) return undefined;
  const { muted: _, ...more } = says as Saying;
  const isUnread = more.state === 'muted';
  const hasGrown = (more.count ?? 0) > (muted.count ?? Infinity);
  const is = { ...more, ...(isUnread && { state: 'open' }) };
  return { ...rest, says: is, ...(card && !isUnread && !hasGrown && { card }) };
}
