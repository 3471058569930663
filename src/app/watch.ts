import { groundOf, type WatchInput } from './ground.ts';
import { hearingOf, type Hearing } from './changes/hearing.ts';
import { keepingUpOf } from './keeping-up.ts';
import { readingOneOf } from './reading-one.ts';
import { sweepingOf } from './sweeping.ts';
import type { Scanned } from './scan.ts';

/** Sweeps, changes and the policy over one fleet, judged one at a time; reading goes on meanwhile. */
export interface Watch extends Hearing {
  /** Reads everything. What changes made be read again meanwhile stands over it. */
  sweep(): Promise<Scanned>;
  /** Reads one target as a whole; the others stay as they were. */
  readOne(target: string): Promise<Scanned>;
  /** Judges what stands anew, without a read, whenever the policy or its entries change. Goes on until the signal. */
  keepUp(): Promise<void>;
}

export function watchOf(input: WatchInput): Watch {
  const ground = groundOf(input);
  const sweeping = sweepingOf(ground);
  return {
    sweep: sweeping.sweep,
    readOne: readingOneOf(ground),
    keepUp: keepingUpOf(ground),
    ...hearingOf(ground, sweeping),
  };
}
