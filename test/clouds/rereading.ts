import { afterEach } from 'vitest';
import type { Cloud, Reading, Resource, Target, Touched } from '#model';
import type { Trace } from '../sim/faults.ts';

interface Simulator {
  close(): Promise<void>;
  trace(): Trace;
}

interface Given<S, O> {
  /** Starts the estate of one target, in which a test changes what it names. */
  start(options: Partial<O>): Promise<S>;
  audit(sim: S): Promise<{ readonly readings: readonly Reading[] }>;
  cloudAt(sim: S): { readonly cloud: Required<Pick<Cloud, 'reread'>> };
}

/** What a sweep reads of an estate's only target, and narrow reads after it. Simulators close after each test. */
export async function rereading<S extends Simulator, O>({ start, audit, cloudAt }: Given<S, O>) {
  const running: S[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(running.splice(0).map((it) => it.close()));
  };
  const started = async (options: Partial<O> = {}): Promise<S> => {
    const sim = await start(options);
    running.push(sim);
    return sim;
  };
  afterEach(stopAll);
  const swept: Reading = (await audit(await started())).readings[0]!;
  await stopAll();
  const { target } = swept;

  return {
    started,
    swept,
    target,
    one: (type: string): Resource => of(swept, type)[0]!,
    touch: (type: string, id?: string): Touched => ({ target: target.id, type, ...(id !== undefined && { id }) }),
    /** What is read again, and the calls that it took. */
    async again(touched: readonly Touched[], options: Partial<O> = {}, from: Target = target) {
      const sim = await started(options);
      const reading = await cloudAt(sim).cloud.reread(from, touched);
      return { reading, trace: sim.trace() };
    },
  };
}

export const of = (reading: Reading, type: string): readonly Resource[] =>
  reading.resources.filter((it) => it.type === type);
