import type { Advanced } from '#app/sweep/advance';
import type { SweepRun } from '#app/sweep/run';
import type { SweepCloud } from '#app/sweep/shapes';

/** What the machine is wired to. */
export interface Wiring {
  readonly clouds: readonly SweepCloud[];
  /** The function of a cloud, in whatever process answers. */
  handler(cloud: SweepCloud): (event: unknown) => Promise<object>;
  /** Each call is made so often before it has failed. */
  readonly attempts?: number;
  /** Hears of a round that the children of a map read, before they do. */
  readonly dealt?: (cloud: SweepCloud, round: number) => Promise<void> | void;
}

/** What came of an execution. */
export interface Executed {
  readonly rounds: Readonly<Partial<Record<SweepCloud, number>>>;
  /** Steps that failed for good, as `<cloud> <step>: <message>`. */
  readonly failures: readonly string[];
}

/**
 * Does what the state machine of a sweep does, up to the judgement: for each cloud a plan, a map of the batches that it leaves and
 * another plan, until all is read. Failed batches are tolerated, any other failure ends its cloud.
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
  const branch = async (cloud: SweepCloud): Promise<void> => {
    let at: object = {};
    for (;;) {
      const planned = (await call(cloud, { do: 'plan', at })) as Advanced;
      const { then, round } = planned;
      rounds[cloud] = round;
      if (then === 'end') return;
      at = planned;
      if (then === 'again') continue;
      await wiring.dealt?.(cloud, round);
      await Promise.allSettled(planned.batches.map((batch) => call(cloud, { do: 'collect', round, batch })));
    }
  };
  await Promise.allSettled(wiring.clouds.map(branch));
  return { rounds, failures };
}
