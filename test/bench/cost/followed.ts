import { busy } from '#app/stack/alone';
import { hear } from '#app/stack/hear';
import { judgeBatch } from '#app/stack/judge';
import type { Look, Orders, ToJudge } from '#app/stack/orders';
import { lookAfter } from '#app/stack/reread';
import type { StoreUse } from '#app/cost/counts';
import type { Change, Cloud, Reading, Resource } from '#model';
import { forOneCall, type judgeParts } from '../../../functions/wire/judge.ts';
import type { stackOf } from '../../../functions/wire/stack.ts';
import { opened } from './opened.ts';

/** What following one change asks of tables and bucket: to hear of it, to look at it, and to judge. */
export interface Followed {
  readonly hear: StoreUse;
  readonly look: StoreUse;
  readonly judge: StoreUse;
  /** The same order once more: a look that reads the same has nothing judged. */
  readonly again: StoreUse;
}

interface Following {
  readonly processes: {
    readonly hear: ReturnType<typeof stackOf>;
    readonly look: ReturnType<typeof stackOf>;
    readonly judge: ReturnType<typeof judgeParts>;
  };
  readonly of: (work: () => Promise<unknown>) => Promise<StoreUse>;
  /** Which cluster is changed. */
  readonly at: number;
  readonly now: number;
}

/** A cluster is opened to the internet, which no request tells; the first look shows it, and a later one reads the same. */
export async function followOne(
  readings: ReadonlyMap<string, Reading>,
  { processes, of, at, now }: Following,
): Promise<Followed> {
  const cluster = openedOf(readings, at);
  const first = await followed('first', now - 600_000 + at * 120_000);
  const { judge: again } = await followed('again', now - 300_000 + at * 120_000);
  return { ...first, again };

  async function followed(name: string, time: number) {
    const touched = [{ target: cluster.target, type: cluster.type, id: cluster.id }];
    const change: Change = {
      ...{ eventId: `e-${at}-${name}`, provider: 'aws', actor: 'ana', call: 'eks:UpdateClusterConfig' },
      ...{ origin: 'console', at: new Date(time).toISOString(), touched },
    };
    const [looks, judgements]: [Look[], ToJudge[]] = [[], []];
    const orders: Orders = {
      order: (_, look) => Promise.resolve(void looks.push(look)),
      judge: (order) => Promise.resolve(void judgements.push(order)),
    };
    const cloud: Cloud = {
      provider: 'aws',
      discover: () => Promise.resolve({ targets: [], gaps: [] }),
      collect: () => Promise.reject(new Error('nothing is read whole')),
      isGone: () => Promise.resolve(false),
      reread: (target) =>
        Promise.resolve({ target, startedAt: change.at, resources: [cluster], complete: [], gaps: [] }),
    };
    const ways = { cloud: 'aws' as const, actions: [], cloudFor: () => Promise.resolve(cloud), ...orders };
    const heard = await of(() => hear(processes.hear, orders, { is: 'change', change, announced: [] }));
    const look = await of(async () => {
      for (let it = looks.shift(); it; it = looks.shift()) await lookAfter(processes.look, ways, it);
    });
    const judge = await of(async () => {
      const came = await judgeBatch(forOneCall(processes.judge), judgements);
      const isDone = came !== busy && came.every((it) => it === 'settled' || it === 'unsettled' || it === 'repeated');
      if (!isDone) throw new Error(`it came to ${JSON.stringify(came)}`);
    });
    return { hear: heard, look, judge };
  }
}

function openedOf(readings: ReadonlyMap<string, Reading>, at: number): Resource {
  const found = [...readings.values()].flatMap(({ resources }) =>
    resources.filter(({ type }) => type === 'eks.cluster'),
  );
  const cluster = found[at];
  if (!cluster) throw new RangeError('the estate has too few clusters');
  return opened(cluster);
}
