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
}

/** An action type that makes actions when it is called with a subject and a typed request. */
export type ActionMaker<S extends Type, R> = ActionType<S, R> & ((subject: ResourceOf<S>, request: R) => Action);

/** Declares an action. */
export function defineAction<S extends Type, R>(given: Omit<ActionType<S, R>, 'is'>): ActionMaker<S, R> {
  const make = (subject: ResourceOf<S>, request: R): Action => ({
    action: given.name,
    subject: refOf(subject),
    request,
  });
  const { name, ...rest } = given;
  const made = Object.assign(make, { is: 'action' as const }, rest);
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
