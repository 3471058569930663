import type { Resource, ResourceOf, Type } from './resource.ts';
import type { Unknown } from './verdict.ts';

/** A resource found by its address, the knowledge that it is not there, or why neither can be said. */
export type Found<R = Resource> = R | 'absent' | Unknown;

/** What a listing holds, and why it may not be all. */
export interface Listing<R = Resource> {
  readonly items: readonly R[];
  readonly unread?: Unknown;
}

/** Something worked out once from a resource and its neighbours and shared by rules. */
export interface Fact<O = unknown, V = unknown, U = unknown> {
  readonly is: 'fact';
  readonly name: string;
  readonly of: O;
  readonly uses: readonly U[];
  work(it: ResourceOf<O>, look: Look<U>): V;
}

type TypesOf<U> = Extract<U, { readonly is: 'type' }>;
type FactsOf<U> = Extract<U, { readonly is: 'fact' }>;

/** The values to list by; several keys are all to be met. */
export type KeysOf<T> = T extends Type<string, unknown, infer K> ? { readonly [P in K]?: string } : never;

/** What a rule or a fact may ask about its neighbours: the tokens in `uses`, and nothing else. */
export interface Look<U> {
  /** By address, in whichever target owns it. */
  find<T extends TypesOf<U>>(type: T, address: string): Found<ResourceOf<T>>;
  /** In the target of the judged resource. */
  list<T extends TypesOf<U>>(type: T, by?: KeysOf<T>): Listing<ResourceOf<T>>;
  /** In every watched target of the type's scope. */
  listAll<T extends TypesOf<U>>(type: T, by: KeysOf<T>): Listing<ResourceOf<T>>;
  fact<F extends FactsOf<U>>(fact: F, it: F extends Fact<infer O> ? ResourceOf<O> : never): ValueOf<F>;
}

/** The answer of a fact. */
export type ValueOf<F> = F extends { work(...args: never[]): infer V } ? V : never;

/** Declares a fact. It takes no parameters and hands what it could not read on. */
export function defineFact<O extends Type | readonly Type[], V, U extends Type | Fact = never>(given: {
  readonly name: string;
  readonly of: O;
  readonly uses?: readonly U[];
  work(it: ResourceOf<O>, look: Look<U>): V;
}): Fact<O, V, U> {
  return { is: 'fact', uses: [], ...given };
}
