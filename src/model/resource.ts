import type { ComponentReader } from './component.ts';
import type { Scope } from './target.ts';

/** What `list` can be asked by: a value that a configuration holds, or several. */
export type KeyValue = string | readonly string[] | undefined;

interface Reader<C> {
  read(config: C): KeyValue;
}

/** A kind of cloud object: the answer of one call, typed by the SDK's own response. */
export interface Type<N extends string = string, C = unknown, K extends string = string> {
  readonly is: 'type';
  readonly name: N;
  readonly scope: Scope;
  /** Permissions of the calls that read it, in the provider's own words. */
  readonly reads: readonly string[];
  /** Permissions that asking who called it lately takes of whoever may change it: a reader is not given them. */
  readonly callers: readonly string[];
  /** Audit-log operations after which it has to be read again. */
  readonly changedBy: readonly string[];
  /** Read only where another object names it: after a change of one that nothing holds there is nothing to read. */
  readonly byReference?: true;
  /** Paths that change by themselves: left out of digests and fingerprints. */
  readonly volatile: readonly string[];
  readonly config: C;
  readonly keys: { readonly [P in K]: Reader<C>['read'] };
  /** The id of the target that holds an address; undefined when the address does not say. */
  home(address: string): string | undefined;
  /** The transitional state that an object is in, such as `CREATING`: it is not judged before it has settled. */
  settling?(config: C): string | undefined;
  /** The change that the provider is carrying out on an object, such as `UPDATING`: it is judged as it stands, and read again. */
  busy?(config: C): string | undefined;
  /** The address of the controller that made the object: where that one was read, it is judged instead. */
  owner?(id: string, config: C): string | undefined;
  /** Whether what stands at that address is the controller that made it, and tells all about it; yes without this. */
  isOwner?(config: C, owner: unknown): boolean;
  /** The Kubernetes namespace and the container images that policy can exempt by exact name. */
  namespace?(config: C, id: string): string | undefined;
  images?(config: C): readonly string[];
  /** What an object tells of the components that run: what is asked of the stored fleet is answered from it. */
  readonly components?: ComponentReader<C>;
}

/** What a person calls an object, and where it is. */
export interface ResourceRef<N extends string = string> {
  readonly type: N;
  readonly id: string;
  readonly name: string;
  readonly target: string;
}

/** One object with its configuration, as the provider answered it. */
export interface Resource<N extends string = string, C = unknown> extends ResourceRef<N> {
  /** The creation stamp: a recreated object is another one. */
  readonly created?: string;
  readonly config: C;
}

/** The resource that a type, or one of a family of types, stands for. */
export type ResourceOf<O> = O extends readonly (infer T)[]
  ? ResourceOf<T>
  : O extends Type<infer N, infer C>
    ? Resource<N, C>
    : never;

type Given<N extends string, C, K extends string> = Omit<
  Type<N, C, K>,
  'is' | 'callers' | 'volatile' | 'keys' | 'config'
> & {
  readonly config: C;
  readonly callers?: readonly string[];
  readonly volatile?: readonly string[];
  readonly keys?: { readonly [P in K]: (config: C) => KeyValue };
};

/** Declares a resource type. One type is the answer of one call, so that a denied sub-call is a gap of its own. */
export function defineType<const N extends string, C, K extends string = never>(given: Given<N, C, K>): Type<N, C, K>;
export function defineType(given: Given<string, unknown, string>): Type {
  return { callers: [], volatile: [], keys: {}, ...given, is: 'type' };
}
