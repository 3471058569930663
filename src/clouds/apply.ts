import { NotApplied, type ActionType, type ResourceOf, type Type, type Work } from '#model';
import type { Noting } from './noting.ts';

/** What a change that is in effect took: the provider's ids of requests, updates and operations, in order. */
export interface Applied {
  readonly requests: readonly string[];
}

/**
 * How an action is sent to its provider. It ends when the provider says that the change is in effect, and rejects with
 * a NotApplied where it is not. Whether it should be sent is not for it to say.
 */
export interface Apply<W, S extends Type = Type, R = unknown> {
  readonly action: ActionType<S, R>;
  apply(at: W, subject: ResourceOf<S>, request: R): Promise<Applied>;
  /** How work stands that was begun for it; rejects with a NotApplied where that cannot be asked. */
  look?(at: W, subject: ResourceOf<S>, work: string): Promise<Work>;
}

/** The calls that an action takes. They reject with the client's own error where the provider refuses. */
export interface Sending<W, S extends Type = Type, R = unknown> {
  readonly action: ActionType<S, R>;
  apply(at: W, subject: ResourceOf<S>, request: R): Promise<void>;
  look?(at: W, subject: ResourceOf<S>, work: string): Promise<Work>;
}

/** Pairs an action with what sends it and, where the provider goes on with it by itself, with what looks at its work. */
export const defineApply = <W, S extends Type, R>(
  action: ActionType<S, R>,
  apply: (at: W, subject: ResourceOf<S>, request: R) => Promise<void>,
  look?: (at: W, subject: ResourceOf<S>, work: string) => Promise<Work>,
): Sending<W, S, R> => ({ action, apply, ...(look && { look }) });

/** What a provider's error says of an action; undefined where it is no answer of the provider. */
export type Told = (error: unknown, subject: ResourceOf<Type>) => NotApplied | undefined;

/** Says in the product's words why an action is not in effect, and what it took where it is. */
export const told = <W extends Noting>(sendings: readonly Sending<W>[], tell: Told): readonly Apply<W>[] =>
  sendings.map(({ action, apply, look }) => {
    const told = (error: unknown, subject: ResourceOf<Type>): unknown =>
      (error instanceof NotApplied ? undefined : tell(error, subject)) ?? error;
    return {
      action,
      async apply(at, subject, request) {
        const before = at.requests.length;
        await apply(at, subject, request).catch((error: unknown) => {
          throw told(error, subject);
        });
        return { requests: at.requests.slice(before) };
      },
      ...(look && {
        look: (at, subject, work) =>
          look(at, subject, work).catch((error: unknown) => {
            throw told(error, subject);
          }),
      }),
    };
  });
