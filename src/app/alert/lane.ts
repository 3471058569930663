import type { Channel, Clock, Failing, StoredChannel } from '#model';
import type { AlertDesk } from './desk.ts';
import type { Sent } from './ports.ts';

/** What Slack takes in a channel: one call a second. */
const pause = 1000;

/** After so long without delivery somebody is told by another way, and again after so long. */
const patience = 15 * 60_000;
const again = 60 * 60_000;

/** Nobody waits for longer: what says so was kept before the clock was set back, or is more than Slack ever means. */
const longest = 10 * 60_000;

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
  /** Told by another way where nothing can be delivered. Answers which groups with criticals were named. */
  readonly giveUp: (failing: Failing) => Promise<readonly string[]>;
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
    const before = (await stands()).channel.failing;
    const now = clock.now();
    // What is still to come was kept before the clock was set back.
    const since = before && Date.parse(before.since) <= now ? before.since : iso();
    const isLate = isLasting || now - Date.parse(since) >= patience;
    const isTold = before?.told !== undefined && Math.abs(now - Date.parse(before.told)) < again;
    const failing: Failing = { ...before, since, why };
    // Kept first: an alarm stands on it, also where the other way is shut, too.
    await change((it) => ({ ...it, failing }));
    if (!isLate || isTold) return;
    const named = new Set([...(failing.named ?? []), ...(await giveUp(failing))]);
    await change((it) => ({ ...it, failing: { ...failing, told: iso(), named: [...named] } }));
  };

  /** For how long it takes nothing. What it may have taken is not sent each minute: each time is another message. */
  const failingFor = async (): Promise<number> => {
    const since = (await stands()).channel.failing?.since;
    return since === undefined ? 0 : Math.max(0, clock.now() - Date.parse(since));
  };

  /** Sends nothing for so long; answers until when. */
  const hold = async (ms: number): Promise<number> => {
    const until = clock.now() + Math.min(ms, longest);
    pace.set(channel, until);
    await change((it) => ({ ...it, notBefore: new Date(until).toISOString() }));
    return until;
  };

  let first = true;
  let isFailing = false;
  return {
    ...{ channel, stands, change },
    waits: () => waits,
    async turn() {
      if (isShut || signal?.aborted) return false;
      if (first) {
        first = false;
        const { notBefore, posted, failing } = (await stands()).channel;
        isFailing = failing !== undefined;
        const last = posted.at(-1);
        const known = pace.get(channel) ?? (last === undefined ? 0 : Date.parse(last) + pause);
        pace.set(channel, Math.max(known, notBefore === undefined ? 0 : Date.parse(notBefore)));
      }
      const kept = pace.get(channel) ?? 0;
      const at = kept - clock.now() > longest ? 0 : kept;
      // Nobody waits for a channel that fails: whoever comes up meanwhile is told of by the other way.
      if (isFailing && at > clock.now() + pause) return false;
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
      if (sent.is === 'later') waits = await hold(sent.after);
      if (sent.is === 'refused' || sent.is === 'down' || sent.is === 'unanswered') {
        isShut = true;
        await fails(sent.why, sent.is === 'refused');
        const ms = sent.is === 'unanswered' ? await failingFor() : 0;
        if (ms > 0) await hold(ms);
      }
      // Plain text is refused, too: that is about this message, and others may be taken.
      if (sent.is === 'layout') await fails(`it takes no layout of a message, and no plain text: ${sent.why}`, true);
      if (sent.is === 'sent') await change(recovered);
    },
    async posted() {
      const now = clock.now();
      await change((it) => {
        const posted = [...it.posted.filter((at) => Math.abs(now - Date.parse(at)) < 60_000), iso()].slice(-60);
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
