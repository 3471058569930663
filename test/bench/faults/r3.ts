import { quickPorts } from '../../support/quick-store.ts';
import type { Figure, Options } from '../figures.ts';
import { finalState } from './events/final-state.ts';
import { play } from './events/story.ts';
import { amiss } from './events/watched.ts';
import { memoryOn } from '#store/memory';
import { alertDeaths } from './alerts/deaths.ts';
import { r3Export } from './r3-export.ts';
import { r3Fixes } from './r3-fixes.ts';
import { r3Stack } from './r3-stack.ts';

/** A crash at every write of sweeps, changes, policies and exports, a restart, and what stands in the end otherwise. */
export async function r3({ seed, say }: Pick<Options, 'seed' | 'say'>): Promise<Figure> {
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
  const exported = await r3Export(memoryOn(whole.ports));
  const fixes = await r3Fixes();
  const stack = await r3Stack({ seed, say });
  const alerts = await alertDeaths(seed, 1);
  return {
    id: 'R3',
    counts: {
      points: whole.writes + stack.points + fixes.points + alerts.points + exported.points,
      different: different + stack.different + fixes.different + alerts.different + exported.different,
    },
    table: [
      ['crashes, one at each write', 'different in the end', 'lines compared'],
      [`${whole.writes} of one process that watches`, different, expected.length],
      [`${stack.points} of the functions of a stack`, stack.different, stack.lines],
      [`${fixes.points} of remediation and its cards`, fixes.different, ''],
      [`${alerts.points} on the way to Slack`, alerts.different, ''],
      [`${exported.points} of an export (an evidence pack)`, exported.different, ''],
    ],
    notes: [
      'compared without moments, ids of runs and numbers of reads',
      ...examples,
      ...stack.examples,
      ...fixes.examples,
      ...alerts.examples,
      ...exported.examples,
    ],
    missed: [
      ...(different > 0 ? [`${different} of ${whole.writes} crashes leave another state`] : []),
      ...(stack.different > 0 ? [`${stack.different} of ${stack.points} deaths of functions leave another state`] : []),
      ...(fixes.different > 0 ? [`${fixes.different} of ${fixes.points} deaths of a fix end otherwise`] : []),
      ...(alerts.different > 0
        ? [`${alerts.different} of ${alerts.points} deaths on the way to Slack end otherwise`]
        : []),
      ...(exported.different > 0
        ? [`${exported.different} of ${exported.points} deaths of an export end otherwise`]
        : []),
      ...(left + stack.left > 0 ? [`the uninterrupted runs leave ${left + stack.left} findings amiss`] : []),
    ],
  };
}
