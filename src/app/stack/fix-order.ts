import { z } from 'zod';
import { sweepClouds, type SweepCloud } from '../sweep/shapes.ts';
import { clusterTargetHome } from '../watchdog/home.ts';

/** What the fix machine of a stack is asked: it is the input of an execution. */
export const fixOrderShape = z.object({
  /** `undo` asks that it is undone, and undoes it; `dry-run` says what it would come to now. */
  do: z.enum(['apply', 'undo', 'dry-run']),
  plan: z.string().regex(/^p-[a-z0-9-]{1,60}$/),
  /** The cloud whose function does it. */
  cloud: z.enum(sweepClouds),
  /** Who wants it undone, as the ledger names him. */
  by: z.string().min(1).max(2048).optional(),
  why: z.string().max(2000).optional(),
});

export type FixOrder = z.output<typeof fixOrderShape>;

/**
 * The name of the execution that carries an order out: the id of the plan itself where it is applied, so that nobody
 * starts a plan twice at once.
 */
export const executionOf = ({ do: what, plan }: FixOrder): string => (what === 'apply' ? plan : `${plan}-${what}`);

/** The same once its name has been used up: one execution a minute goes on with what another one left. */
export const executionAgain = (order: FixOrder, now: number): string =>
  `${executionOf(order)}-${Math.floor(now / 60_000)}`;

/** The cloud whose function changes a target; of a cluster's own API the one that holds the cluster. */
export function fixCloudOf(target: string): SweepCloud | undefined {
  const [cloud] = (clusterTargetHome(target) ?? target).split(':');
  return sweepClouds.find((it) => it === cloud);
}
