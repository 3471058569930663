import { z } from 'zod';
import { evaluatePolicy, evaluateSweep, type Evaluated } from '#app/stack/evaluate';
import { noteSwept } from '#app/stack/last-swept';
import { scanIdOf } from '#app/sweep/run';
import { runShape, sweepClouds } from '#app/sweep/shapes';
import { sweepOf } from '#app/sweep/sweep';
import { ShoalwatchError } from '#model';
import { environmentNames, environmentOf } from './environment.ts';
import { deployedJudge, forOneCall, type JudgeParts } from './judge.ts';
import { logOf, type Log } from './log.ts';

const eventShape = z.discriminatedUnion('do', [
  z.object({ do: z.literal('sweep'), run: runShape, clouds: z.array(z.enum(sweepClouds)) }),
  z.object({ do: z.literal('policy'), run: runShape }),
]);

/** What the function works with that judges the whole fleet. */
export interface Means {
  readonly stack: () => Promise<JudgeParts>;
  readonly log: (facts: Readonly<Record<string, string>>) => Log;
}

/** Judges what a sweep read, or what is stored by another policy. */
export function evaluateHandlerOf(means = usualMeans): (event: unknown) => Promise<Evaluated> {
  let made: Promise<JudgeParts> | undefined;
  return async (given) => {
    const parsed = eventShape.safeParse(given);
    if (!parsed.success) throw notAStep(parsed.error);
    const event = parsed.data;
    const log = means.log({ scan: scanIdOf(event.run), step: event.do });
    try {
      made ??= means.stack();
      made.catch(() => (made = undefined));
      const stack = forOneCall(await made);
      const evaluated =
        event.do === 'policy'
          ? await evaluatePolicy(stack)
          : await evaluateSweep(stack, event.run, await sweepOf(stack.files, event.run, event.clouds));
      if (event.do === 'sweep' && !event.run.only) await noteSwept(stack, event);
      log.info(evaluated.incomplete ? 'INCOMPLETE' : 'done', { ...evaluated });
      return evaluated;
    } catch (error) {
      log.error('failed', error);
      throw error;
    }
  };
}

const notAStep = ({ issues }: z.ZodError): ShoalwatchError => {
  const wrong = issues.slice(0, 3).map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return new ShoalwatchError('input', `the event is no judgement of a sweep or a policy: ${wrong.join('; ')}`, {
    cure: 'the state machine of the stack sends them: start it, and not the function',
  });
};

const usualMeans: Means = {
  stack: () => deployedJudge(environmentOf(environmentNames.evaluate)),
  log: (facts) => logOf('evaluate', facts),
};
