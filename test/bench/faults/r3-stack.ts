import { memoryOn } from '#store/memory';
import { finalState } from './events/final-state.ts';
import { amiss } from './events/watched.ts';
import { playStack } from './stack/story.ts';
import type { Options } from '../figures.ts';

/** What deaths in the functions of a stack came to. */
export interface Deaths {
  readonly points: number;
  readonly different: number;
  readonly lines: number;
  /** Findings that stand otherwise than the estate does where nobody dies. */
  readonly left: number;
  readonly examples: readonly string[];
}

/** A death at every item, file and message that the functions of a stack write, in sweeps, on the event path and by a policy. */
export async function r3Stack({ seed, say }: Pick<Options, 'seed' | 'say'>): Promise<Deaths> {
  const whole = await playStack(seed, Number.POSITIVE_INFINITY);
  const expected = await finalState(whole.ports);
  const left = await amiss(memoryOn(whole.ports), whole.estate);
  const examples: string[] = [];
  let different = 0;
  for (let point = 1; point <= whole.writes; point += 1) {
    const ended = await playStack(seed, point);
    const state = await finalState(ended.ports);
    const wrong = [
      ...state.filter((line) => !expected.includes(line)).map((line) => `and says ${line.slice(0, 300)}`),
      ...expected.filter((line) => !state.includes(line)).map((line) => `and lacks ${line.slice(0, 300)}`),
      ...(ended.died ? [] : ['and never died']),
    ];
    if (wrong.length > 0) different += 1;
    if (examples.length < 4) examples.push(...wrong.slice(0, 2).map((it) => `a function dies at ${point} ${it}`));
    ended.ports.close();
    if (point % 50 === 0) say(`R3: ${point} deaths of functions of ${whole.writes}`);
  }
  whole.ports.close();
  return { points: whole.writes, different, lines: expected.length, left, examples };
}
