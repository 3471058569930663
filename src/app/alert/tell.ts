import { abreast } from '#lib/abreast';
import type { DueCard, Failing } from '#model';
import { groundOf, withSlack, type AlertDesk, type Ground } from './desk.ts';
import { laneOf, type Lane, type Pace } from './lane.ts';
import { giveUpOn, warnOfNew } from './other-way.ts';
import { weathered } from './storm/storm.ts';
import { tellBulletin } from './bulletins/tell-bulletin.ts';
import { planOf, tellGroup, type Plan } from './tell-group.ts';

/** Tells people what is due. */
export interface Teller {
  /**
   * Tells all that is due, channel by channel, in the order in which it fell due; what cannot be begun within so many
   * milliseconds stays due. With a share it tells that channel alone.
   */
  tell(within?: number, share?: Share): Promise<Left>;
}

/** The part of one channel in what is due, with what is known to be due and may not stand in the index yet. */
export interface Share {
  readonly channel: string;
  readonly also: readonly DueCard[];
}

/** What could not be told, and when the first channel takes messages again; absent where that is not known. */
export interface Left {
  readonly left: number;
  /** Milliseconds since 1970. */
  readonly next?: number;
}

/** One teller of a process; at one time one teller for each channel, anywhere. */
export function tellerOf(desk: AlertDesk): Teller {
  const pace: Pace = new Map();
  return {
    tell: (within = Number.POSITIVE_INFINITY, share) => tellDue(desk, pace, desk.clock.now() + within, share),
  };
}

/** What is due by the channels that have to be told of it, with what is known to be due besides. */
export async function dueByChannel(
  desk: AlertDesk,
  also: readonly DueCard[] = [],
): Promise<ReadonlyMap<string, readonly DueCard[]>> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return new Map();
  const waiting = await waitingIn(ground, also);
  const channels = Map.groupBy(waiting, ({ channel }) => channel);
  return new Map([...channels].map(([channel, own]) => [channel, own.map(({ due }) => due)]));
}

/** What is due, with the channel whose turn it waits for. */
interface Waiting {
  readonly due: DueCard;
  readonly channel: string;
  readonly plan?: Plan | undefined;
}

async function tellDue(desk: AlertDesk, pace: Pace, end: number, share?: Share): Promise<Left> {
  const ground = withSlack(await groundOf(desk));
  if (!ground) return { left: 0 };
  const waiting = await waitingIn(ground, share?.also ?? []);
  const lanes = new Map<string, Lane>();
  const laneIn = (channel: string): Lane => {
    const known = lanes.get(channel);
    if (known) return known;
    const mine = waiting.filter((it) => it.channel === channel);
    const giveUp = (failing: Failing): Promise<readonly string[]> => giveUpOn(ground, channel, mine, failing);
    const lane = laneOf({ desk, pace, channel, end, giveUp });
    lanes.set(channel, lane);
    return lane;
  };
  const all = [...Map.groupBy(waiting, ({ channel }) => channel)];
  const channels = share ? all.filter(([channel]) => channel === share.channel) : all;
  const told = await Promise.allSettled(channels.map(([channel, own]) => tellChannel(ground, laneIn, channel, own)));
  const counts = told.map((it) => {
    if (it.status === 'fulfilled') return it.value;
    throw it.reason;
  });
  const next = Math.min(...[...lanes.values()].map((lane) => lane.waits()));
  return { left: counts.reduce((sum, count) => sum + count, 0), ...(Number.isFinite(next) && { next }) };
}

async function waitingIn(ground: Ground, also: readonly DueCard[]): Promise<readonly Waiting[]> {
  const indexed = await ground.desk.memory.alerts.due(ground.at);
  const known = new Set(indexed.map(({ is, id }) => `${is} ${id}`));
  const due = [...indexed, ...also.filter(({ is, id }) => !known.has(`${is} ${id}`))];
  return abreast(due, 16, (it) => waitingOf(ground, it));
}

async function waitingOf(ground: Ground, due: DueCard): Promise<Waiting> {
  if (due.is === 'bulletin') {
    const stored = await ground.desk.memory.alerts.bulletin(due.id);
    return { due, channel: stored?.bulletin.channel ?? ground.notify.default };
  }
  const plan = await planOf(ground, due.id);
  return { due, channel: plan?.routed.channel ?? ground.notify.default, plan };
}

/** Tells what waits for one channel. A storm is found before the first of it is posted. */
async function tellChannel(
  ground: Ground,
  laneIn: (channel: string) => Lane,
  channel: string,
  all: readonly Waiting[],
): Promise<number> {
  const lane = laneIn(channel);
  const plans = all.flatMap(({ plan }) => plan ?? []);
  const failed: unknown[] = [];
  await warnOfNew(ground, lane, plans).catch((error: unknown) => failed.push(error));
  const { left, begun } = await weathered(ground, lane, plans);
  const own = new Set(left);
  const storm = begun.map((id): Pick<DueCard, 'is' | 'id'> => ({ is: 'bulletin', id }));
  const wanted = all.filter(({ plan }) => !plan || own.has(plan)).map((it) => it.due);
  // The message of a plan answers the card of its finding, which is posted first.
  const due = [...wanted.filter((it) => !isPlan(it)), ...wanted.filter(isPlan)];
  let waiting = 0;
  for (const it of [...storm, ...due]) {
    try {
      const after =
        it.is === 'group' ? await tellGroup(ground, it.id, laneIn) : await tellBulletin(ground, it.id, lane);
      if (after === 'again') waiting += 1;
    } catch (error) {
      // What cannot be told keeps nothing else of its channel from being told.
      failed.push(error);
    }
  }
  if (failed.length > 0) throw failed[0];
  return waiting;
}

const isPlan = ({ is, id }: DueCard): boolean => is === 'bulletin' && id.startsWith('p-');
