import type { ActionType, ChangeRecord } from '#model';
import { followingOf } from './following.ts';
import type { Ground } from '../ground.ts';
import { recordOf } from './moves.ts';
import { newsOf, type News } from './news.ts';
import { announcedIn } from './requests.ts';
import { stoodOf } from './stood.ts';
import type { Sweeping } from '../sweeping.ts';
import type { Tracked } from './take-in.ts';

/** Changes from the moment at which they are heard of. */
export interface Hearing {
  /** Remembers changes with all that following them needs, so that no end of the process loses one. */
  take(all: readonly Tracked[]): Promise<void>;
  /** Announces what a change will do, and follows it until the answers show it. The same event twice is one change. */
  hear(tracked: Tracked): Promise<ChangeRecord>;
  /** Goes on with changes that an earlier process took in. Answers how many they were. */
  resume(): Promise<number>;
}

/** Events that are remembered by the process, so that a second delivery is known without a look. */
const most = 10_000;

export function hearingOf(ground: Ground, sweeping: Pick<Sweeping, 'ended'>): Hearing {
  const { input, fleet, awaited } = ground;
  const { memory, types, actions = [] } = input;
  const follow = followingOf(ground);
  const heard = new Map<string, Heard>();
  /** Taken in by this process and not followed yet. */
  const own = new Set<string>();

  /** What is being remembered: the same event twice at once is written down once, and never over what it moved since. */
  const underWay = new Map<string, Promise<ChangeRecord>>();

  const remember = (tracked: Tracked): Promise<ChangeRecord> => {
    const id = idOf(tracked);
    const begun = underWay.get(id);
    if (begun) return begun;
    const now = rememberNow(tracked).finally(() => underWay.delete(id));
    underWay.set(id, now);
    return now;
  };

  /** What is remembered of a change. Where the answers have shown it already it is not followed once more. */
  const rememberNow = async (tracked: Tracked): Promise<ChangeRecord> => {
    const known = await memory.changeOf(tracked.change);
    if (known?.state === 'following' || known?.state === 'settled') return known;
    const fresh = recordOf(tracked, await memory.findings(), stoodOf(fleet.snapshots(), tracked.change.touched, types));
    const record = known ? { ...fresh, ...soFar(known) } : fresh;
    await memory.keep(record);
    own.add(idOf(tracked));
    return record;
  };

  const begin = (tracked: Tracked): Promise<ChangeRecord> => {
    const news = newsOf();
    const id = idOf(tracked);
    const following = (async () => {
      const record = await remember(tracked);
      const isInherited = !own.delete(id);
      if (record.state === 'settled') return record;
      if (fleet.snapshots().length === 0) await sweeping.ended();
      return follow({ tracked, record, isInherited, news });
    })();
    const entry: Heard = { following, news, isOver: false };
    following.then(
      ({ state }) => (entry.isOver = state !== 'settled'),
      () => (entry.isOver = true),
    );
    heard.set(id, entry);
    const [oldest] = heard.keys();
    if (heard.size > most && oldest !== undefined) heard.delete(oldest);
    return following;
  };

  return {
    async take(all) {
      for (const tracked of all) {
        const known = heard.get(idOf(tracked));
        if (!known || known.isOver) await remember(tracked);
      }
    },
    hear(tracked) {
      const known = heard.get(idOf(tracked));
      if (!known || known.isOver) return begin(tracked);
      known.news.tell();
      return known.following;
    },
    async resume() {
      const left = await memory.following();
      // What they announced is not withdrawn by a sweep that ends before their turn comes.
      for (const { announced } of left) for (const id of announced) awaited.add(id);
      await Promise.all(left.map((record) => begin(trackedOf(record, actions))));
      return left.length;
    },
  };
}

/** A change that this process has heard of. */
interface Heard {
  readonly following: Promise<ChangeRecord>;
  readonly news: News;
  /** Whether its next delivery is followed anew. */
  isOver: boolean;
}

const trackedOf = (record: ChangeRecord, actions: readonly ActionType[]): Tracked => ({
  ...{ is: 'change', change: record.change, announced: announcedIn(record, actions) },
});

const idOf = ({ change }: Tracked): string => `${change.provider} ${change.eventId}`;

/** What an earlier look after a change came to, which the next one adds to. */
const soFar = ({ before, reads, announced, opened, closed }: ChangeRecord) => ({
  ...{ before, reads, announced, opened, closed },
});
