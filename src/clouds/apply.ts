import type { ActionType, ResourceOf, Type } from '#model';

/**
 * How an action is sent to its provider. It ends when the provider says that the change is in effect, and rejects with
 * the client's own error where the provider refuses. Whether it should be sent is not for it to say.
 */
export interface Apply<W, S extends Type = Type, R = unknown> {
  readonly action: ActionType<S, R>;
  apply(at: W, subject: ResourceOf<S>, request: R): Promise<void>;
}

/** Pairs an action with what sends it. */
export const defineApply = <W, S extends Type, R>(
  action: ActionType<S, R>,
  apply: (at: W, subject: ResourceOf<S>, request: R) => Promise<void>,
): Apply<W, S, R> => ({ action, apply });
