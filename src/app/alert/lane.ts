import type { Channel, Clock, StoredChannel } from '#model';
import type { AlertDesk } from './desk.ts';
import type { Sent } from './ports.ts';

/** What Slack takes in a channel: one call a second. */
const pause = 1000;

/** After so long without delivery somebody is told by another way, and again after so long. */
const patience = 15 * 60_000;
const again = 60 * 60_000;

/** When each channel was last sent to, as long as the process lives. */
export type Pace = Map<string, number>;

/** The way into one channel: one message after the other, not faster than Slack takes them. */
export interface Lane {
  readonly channel: string;
  /** Waits for its turn. False where the channel cannot be sent to before the end that was given, or at all now. */
  turn(): Promise<boolean>;
  /** From when on it takes what had to wait for its turn; infinite where nothing had to, or where it is not known. */
  waits(): number;
  /** Takes note of what Slack came to. */
  note(sent: Sent): Promise<void>;
  /** Takes note of a new card. */
  posted(): Promise<void>;
  /** How it stands. */
  stands(): Promise<StoredChannel>;
  /** Changes how it stands. */
  change(become: (was: Channel) => Channel): Promise<void>;
}

export interface LaneInput {
  readonly desk: AlertDesk;
  readonly pace: Pace;
  readonly channel: string;
  /** Nothing is begun after this, in milliseconds since 1970. */
  readonly end: number;
  /** Told by another way where nothing can be delivered: why, and since when. */
  readonly giveUp: (why: string, since: string) => Promise<void>;
}

export function laneOf({ desk, pace, channel, end, giveUp }: LaneInput): Lane {
  const { clock, memory, signal } = desk;
  const { alerts } = memory;
  let isShut = false;
  let waits = Number.POSITIVE_INFINITY;
  const iso = (): string => new Date(clock.now()).toISOString();

  const stands = async (): Promise<StoredChannel> =>
    (await alerts.channel(channel)) ?? { version: 0, channel: { id: channel, since: iso(), posted: [] } };

  const change = async (become: (was: Channel) => Channel): Promise<void> => {
    for (let left = 20; left > 0; left -= 1) {
      const { version, channel: was } = await stands();
      const is = become(was);
      if (is === was || (await alerts.keepChannel(is, version))) return;
    }
  };

  const fails = async (why: string, isLasting: boolean): Promise<void> => {
    isShut = true;
    const { channel: was } = await stands();
    const since = was.failing?.since ?? iso();
    const told = was.failing?.told;
    const isLate = isLasting || clock.now() - Date.parse(since) >= patience;
    const isTold = told !== undefined && clock.now() - Date.parse(told) < again;
    const failing = { since, why, ...(told !== undefined && { told }) };
    // Kept first: an alarm stands on it, also where the other way is shut, too.
    await change((it) => ({ ...it, failing }));
    if (!isLate || isTold) return;
    await giveUp(why, since);
    await change((it) => ({ ...it, failing: { ...failing, told: iso() } }));
  };

  let first = true;
  return {
    ...{ channel, stands, change },
    waits: () => waits,
    async turn() {
      if (isShut || signal?.aborted) return false;
      if (first) {
        first = false;
        const { notBefore, posted } = (await stands()).channel;
        const last = posted.at(-1);
        const known = pace.get(channel) ?? (last === undefined ? 0 : Date.parse(last) + pause);
        pace.set(channel, Math.max(known, notBefore === undefined ? 0 : Date.parse(notBefore)));
      }
      const at = pace.get(channel) ?? 0;
      if (at > end) {
        waits = at;
        return false;
      }
      if (at > clock.now()) await waited(clock, at, signal);
      if (signal?.aborted) return false;
      pace.set(channel, clock.now() + pause);
      return true;
    },
    async note(sent) {
      if (sent.is === 'later') {
        const until = clock.now() + sent.after;
        pace.set(channel, until);
        waits = until;
        await change((it) => ({ ...it, notBefore: new Date(until).toISOString() }));
      }
      if (sent.is === 'refused' || sent.is === 'down') await fails(sent.why, sent.is === 'refused');
      if (sent.is === 'unanswered') isShut = true;
      if (sent.is === 'sent') await change(recovered);
    },
    async posted() {
      const now = clock.now();
      await change((it) => {
        const posted = [...it.posted.filter((at) => now - Date.parse(at) < 60_000), iso()].slice(-60);
        return { ...it, posted };
      });
    },
  };
}

/** A channel that takes messages again. */
function recovered(channel: Channel): Channel {
  if (!channel.failing) return channel;
  const { failing: _, ...rest } = channel;
  return rest;
}

/** Waits for an instant; an end of the process ends the wait. */
async function waited(clock: Clock, until: number, signal: AbortSignal | undefined): Promise<void> {
  await clock.sleep(until - clock.now(), signal).catch((error: unknown) => {
    if (!signal?.aborted) throw error;
  });
}
