import { counted, useOf, type Size, type StepUse, type StoreUse } from '#app/cost/counts';
import type { Counted, Small } from './counted.ts';

/** How far what is counted may lie from what the model says. */
const leeway = 0.25;

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
    ['look', counted.look, asked.look],
    ['warmLook', counted.warmLook, asked.warmLook],
    ['first', counted.first, asked.first.evaluate],
  ];
  return steps.flatMap(([name, step, real]) => {
    const model = useOf(step, small);
    return (units[name] ?? usual).map((unit) => ({
      text: `${name} ${unit} ${real[unit]} (${Math.round(model[unit])})`,
      isNear: Math.abs(real[unit] - model[unit]) <= Math.max(3, leeway * model[unit]),
    }));
  });
}

const none: StoreUse = { readUnits: 0, writeUnits: 0, puts: 0, gets: 0, putBytes: 0 };

const usual = ['readUnits', 'writeUnits', 'puts', 'gets'] as const;

/** Of the first sweep only what it writes is in the model; groups of components are more than in a small estate. */
const units: Readonly<Record<string, readonly (keyof StoreUse)[]>> = {
  first: ['writeUnits', 'puts', 'putBytes'],
  warmLook: ['readUnits', 'writeUnits', 'puts'],
};
