import { ShoalwatchError } from './error.ts';
import type { Resource, ResourceOf, ResourceRef, Type } from './resource.ts';
import type { Found } from './look.ts';

/** Whether the provider compares before it writes (`cas`), the change commutes (`delta`) or overwrites (`replace`). */
export type ActionKind = 'cas' | 'delta' | 'replace';

/** Who notices a fix: nobody, callers for seconds to minutes, or those whose nodes, pods or access go. */
export type Impact = 'none' | 'brief' | 'disruptive';

/** One typed change as data. */
export interface Action {
  readonly action: string;
  readonly subject: ResourceRef;
  readonly request: unknown;
}

/** An action with what tells what it does. */
export interface TypedAction {
  readonly type: ActionType;
  readonly action: Action;
}

/** What an action changes in the set of snapshots: a resource put in its new shape, or an address removed. */
export type Edit = { readonly put: Resource } | { readonly remove: string };

/** Reads the set of snapshots that an action is simulated on. */
export interface Stage {
  find<T extends Type>(type: T, address: string): Found<ResourceOf<T>>;
}

/** A change that the product can make: what it needs, and what it would do. */
export interface ActionType<S extends Type = Type, R = unknown> {
  readonly is: 'action';
  readonly name: string;
  readonly on: S;
  readonly kind: ActionKind;
  readonly permissions: readonly string[];
  /** Paths of the subject that the action writes. */
  readonly writes: readonly string[];
  readonly request: R;
  simulate(subject: ResourceOf<S>, request: R, stage: Stage): readonly Edit[];
  /**
   * The actions that give the paths which the action wrote the values back that they had, in order, or why nothing can.
   * `before` is the subject as it stood then; the actions are sent to their subjects as they stand now.
   */
  undo(before: ResourceOf<S>, request: R, stage: Stage): readonly Action[] | CannotUndo;
  /** The types of action that undoing it takes; itself alone without this. */
  undoneBy?(): readonly ActionType[];
  /** Why the subject is not well after the action; undefined when it is. */
  healthy?(after: ResourceOf<S>): string | undefined;
}

/** Why what an action did cannot be taken back. */
export interface CannotUndo {
  readonly cannot: string;
}

/** An action as it is declared: `again` makes the same action on the same subject with another request. */
interface Given<S extends Type, R> extends Omit<ActionType<S, R>, 'is' | 'undo'> {
  undo(
    before: ResourceOf<S>,
    request: NoInfer<R>,
    again: (request: NoInfer<R>) => Action,
    stage: Stage,
  ): readonly Action[] | CannotUndo;
}

/** An action type that makes actions when it is called with a subject and a typed request. */
export type ActionMaker<S extends Type, R> = ActionType<S, R> & ((subject: ResourceOf<S>, request: R) => Action);

/** Declares an action. */
export function defineAction<S extends Type, R>(given: Given<S, R>): ActionMaker<S, R> {
  const make = (subject: ResourceOf<S>, request: R): Action => ({
    action: given.name,
    subject: refOf(subject),
    request,
  });
  const { name, undo, ...rest } = given;
  const undone = (before: ResourceOf<S>, request: R, stage: Stage) =>
    undo(before, request, (other) => make(before, other), stage);
  const made = Object.assign(make, { is: 'action' as const }, rest, { undo: undone });
  return Object.defineProperty(made, 'name', { value: name });
}

/** Why no plan can be made, and what a person has to say first. */
export interface CannotPlan {
  readonly cannot: string;
}

/** No plan without something that only a person can give. */
export const cannotPlan = (why: string): CannotPlan => ({ cannot: why });

/** The address of a resource without its configuration. */
export const refOf = ({ type, id, name, target }: ResourceRef): ResourceRef => ({ type, id, name, target });

/**
 * Why an action is not in effect: the provider compared and what it found is not what the action was made for
 * (`changed`), it says no (`refused`), or nobody knows yet whether it took it, or how it ends (`unsettled`).
 */
export type NotAppliedReason = 'changed' | 'refused' | 'unsettled';

/**
 * An action that was sent and is not in effect. The message is the provider's own; `answer` is its error code, `begun` what it
 * calls the work that it had begun.
 */
export class NotApplied extends ShoalwatchError {
  readonly reason: NotAppliedReason;
  readonly answer: string | undefined;
  readonly begun: string | undefined;

  constructor(
    reason: NotAppliedReason,
    message: string,
    { answer, cause, begun }: { answer?: string | undefined; cause?: unknown; begun?: string | undefined } = {},
  ) {
    super('cloud', message, { cause });
    this.name = 'NotApplied';
    this.reason = reason;
    this.answer = answer;
    this.begun = begun;
  }
}
