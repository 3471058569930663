import { z } from 'zod';
import type { ActionMaker, ActionType } from '#model';
import type { gkeCluster } from './resource.ts';

/** An action on a cluster, with a request of the shape that it takes. */
export interface Wish {
  readonly type: ActionType;
  readonly request: unknown;
}

/** The wishes that a request holds, and the actions that they can be of. */
export interface Wishes {
  (request: unknown): readonly Wish[];
  readonly types: readonly ActionType[];
}

/** The action that a request asks for where it is of the form. Callers write requests: another form asks for nothing. */
export function wishing<R>(type: ActionMaker<typeof gkeCluster, R>, form: z.ZodType<R>): Wishes {
  const wishesIn = (request: unknown): readonly Wish[] => {
    const read = form.safeParse(request);
    return read.success ? [{ type, request: read.data }] : [];
  };
  return Object.assign(wishesIn, { types: [type] });
}

/** All that a request asks for of several things. */
export function wishingAny(all: readonly Wishes[]): Wishes {
  const wishesIn = (request: unknown): readonly Wish[] => all.flatMap((wishes) => wishes(request));
  return Object.assign(wishesIn, { types: all.flatMap(({ types }) => types) });
}

/** A switch that is printed only when it is on. */
export const flag = z.boolean().optional();
