import { z } from 'zod';
import type { ActionMaker, ActionType } from '#model';
import type { gkeCluster } from './resource.ts';

/** An action on a cluster, with a request of the shape that it takes. */
export interface Wish {
  readonly type: ActionType;
  readonly request: unknown;
}

/** The wishes that a request holds. */
export type Wishes = (request: unknown) => readonly Wish[];

/** The action that a request asks for where it is of the form. Callers write requests: another form asks for nothing. */
export function wishing<R>(type: ActionMaker<typeof gkeCluster, R>, form: z.ZodType<R>): Wishes {
  return (request) => {
    const read = form.safeParse(request);
    return read.success ? [{ type, request: read.data }] : [];
  };
}

/** A switch that is printed only when it is on. */
export const flag = z.boolean().optional();
