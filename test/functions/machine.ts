import type { SweepRun } from '#app/sweep/run';
import type { SweepCloud } from '#app/sweep/shapes';

/** What the machine is wired to. */
export interface Wiring {
  readonly clouds: readonly SweepCloud[];
  /** The function of a cloud, in whatever process answers. */
  handler(cloud: SweepCloud): (event: unknown) => Promise<object>;
  /** A file of the bucket, as the item reader of the state machine sees its bytes. */
  body(key: string): Promise<string | undefined>;
  /** Each call is made so often before it has failed. */
  readonly attempts?: number;
  /** Hears of a round that was dealt out, before it is collected. */
  readonly dealt?: (cloud: SweepCloud, round: number, items: readonly unknown[]) => Promise<void> | void;
}

/** What came of an execution. */
export interface Executed {
  readonly rounds: Readonly<Partial<Record<SweepCloud, number>>>;
  /** Steps that failed for good, as `<cloud> <step>: <message>`. */
  readonly failures: readonly string[];
}

interface Planned {
  readonly left: number;
  readonly round: number;
  readonly bucket: string;
  readonly key: string;
}

/** Items of one call of `collect`. */
const batchSize = 10;

/**
 * Does what the state machine of a sweep does, up to the judgement: for each cloud a plan, as long as something is left a
 * map of batches and another plan, then what is gone. Failed batches are tolerated, any other failure ends its cloud.
 */
export async function sweepOnce(wiring: Wiring, run: SweepRun): Promise<Executed> {
  const rounds: Partial<Record<SweepCloud, number>> = {};
  const failures: string[] = [];
  const call = async (cloud: SweepCloud, event: { readonly do: string; readonly [more: string]: unknown }) => {
    let last: unknown;
    for (let left = wiring.attempts ?? 1; left > 0; left -= 1) {
      try {
        // What is handed in and answered goes as JSON.
        const answer = await wiring.handler(cloud)(JSON.parse(JSON.stringify({ ...event, run })));
        return JSON.parse(JSON.stringify(answer)) as object;
      } catch (error) {
        last = error;
      }
    }
    failures.push(`${cloud} ${event.do}: ${last instanceof Error ? last.message : String(last)}`);
    throw last;
  };
  const plan = async (cloud: SweepCloud, round: number): Promise<Planned> =>
    (await call(cloud, { do: 'plan', round })) as Planned;
  const branch = async (cloud: SweepCloud): Promise<void> => {
    let planned = await plan(cloud, 0);
    for (rounds[cloud] = 0; planned.left > 0; rounds[cloud] += 1) {
      const items = JSON.parse((await wiring.body(planned.key)) ?? 'nothing') as unknown[];
      await wiring.dealt?.(cloud, planned.round, items);
      const batches = Array.from({ length: Math.ceil(items.length / batchSize) }, (_, at) =>
        items.slice(at * batchSize, (at + 1) * batchSize),
      );
      await Promise.allSettled(batches.map((targets) => call(cloud, { do: 'collect', targets })));
      planned = await plan(cloud, planned.round + 1);
    }
    await call(cloud, { do: 'gone' });
  };
  await Promise.allSettled(wiring.clouds.map(branch));
  return { rounds, failures };
}
