import { counted, useOf, type Size, type StepUse, type StoreUse } from '#app/cost/counts';
import type { Counted, Small } from './counted.ts';

/** How far what is counted may lie from what the model says: a small estate has fewer flaws than they have files. */
const leeway = 0.3;

/** One count: what the functions asked, and what the model says. */
export interface Compared {
  readonly text: string;
  readonly isNear: boolean;
}

/** What one small sweep asked, beside what the model says of it. */
export function comparedWith({ clusters: many, empty }: Small, asked: Counted): readonly Compared[] {
  // A region that holds clusters, and the global half of the account.
  const small: Size = { clusters: many, targets: 2 + empty };
  const watchdog: StepUse = { once: counted.watchdog, target: none, cluster: none };
  const steps: readonly (readonly [string, StepUse, StoreUse])[] = [
    ['watchdog', watchdog, asked.watchdog],
    ['collect', counted.collect, asked.second.collect],
    ['evaluate', counted.evaluate, asked.second.evaluate],
    ['first', counted.first, asked.first.evaluate],
    ...(['cold', 'warm'] as const).flatMap((how) => [
      [`${how} hear`, counted.hear[how], asked[how].hear] as const,
      [`${how} look`, counted.look[how], asked[how].look] as const,
      [`${how} judge`, both(counted.judge[how], counted.moved), asked[how].judge] as const,
      [`${how} again`, counted.again, asked[how].again] as const,
    ]),
  ];
  return steps.flatMap(([name, step, real]) => {
    const model = useOf(step, small);
    return (name === 'first' ? written : usual).map((unit) => ({
      text: `${name} ${unit} ${real[unit]} (${Math.round(model[unit])})`,
      isNear: Math.abs(real[unit] - model[unit]) <= Math.max(3, leeway * model[unit]),
    }));
  });
}

const none: StoreUse = { readUnits: 0, writeUnits: 0, puts: 0, gets: 0, putBytes: 0 };

const usual = ['readUnits', 'writeUnits', 'puts', 'gets'] as const;

/** Of the first sweep only what it writes is in the model; groups of components are more than in a small estate. */
const written = ['writeUnits', 'puts', 'putBytes'] as const;

/** A step that does what two do. */
const both = (one: StepUse, other: StepUse): StepUse => ({
  once: added(one.once, other.once),
  target: added(one.target, other.target),
  cluster: added(one.cluster, other.cluster),
});

const added = (one: StoreUse, other: StoreUse): StoreUse => ({
  readUnits: one.readUnits + other.readUnits,
  writeUnits: one.writeUnits + other.writeUnits,
  puts: one.puts + other.puts,
  gets: one.gets + other.gets,
  putBytes: one.putBytes + other.putBytes,
});
