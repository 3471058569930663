import { quickPorts } from '../../support/quick-store.ts';
import type { Figure, Options } from '../figures.ts';
import { finalState } from './events/final-state.ts';
import { play } from './events/story.ts';
import { amiss } from './events/watched.ts';
import { memoryOn } from '#store/memory';

/** A crash at every write of sweeps, changes and policies, a restart, and what stands in the end otherwise. */
export async function r3({ seed, say }: Options): Promise<Figure> {
  const whole = await play(quickPorts(), seed, Number.POSITIVE_INFINITY);
  const expected = await finalState(whole.ports);
  const examples: string[] = [];
  let different = 0;
  for (let point = 1; point <= whole.writes; point += 1) {
    const ended = await play(quickPorts(), seed, point);
    const state = await finalState(ended.ports);
    const wrong = [
      ...state.filter((line) => !expected.includes(line)).map((line) => `and says ${line.slice(0, 300)}`),
      ...expected.filter((line) => !state.includes(line)).map((line) => `and lacks ${line.slice(0, 300)}`),
      ...(ended.died ? [] : ['and never died']),
    ];
    if (wrong.length > 0) different += 1;
    if (examples.length < 4) examples.push(...wrong.slice(0, 2).map((it) => `dies at write ${point} ${it}`));
    ended.ports.close();
    if (point % 50 === 0) say(`R3: ${point} crashes of ${whole.writes}`);
  }
  const left = await amiss(memoryOn(whole.ports), whole.estate);
  return {
    id: 'R3',
    counts: { points: whole.writes, different },
    table: [
      ['crashes, one at each write', 'different in the end', 'lines compared'],
      [whole.writes, different, expected.length],
    ],
    notes: [
      'sweeps and event path: the alert, remediation and export paths are not built yet',
      'compared without moments, ids of runs and numbers of reads',
      ...examples,
    ],
    missed: [
      ...(different > 0 ? [`${different} of ${whole.writes} crashes leave another state`] : []),
      ...(left > 0 ? [`the uninterrupted run leaves ${left} findings amiss`] : []),
    ],
  };
}
