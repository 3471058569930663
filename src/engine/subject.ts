import type { Resource, ResourceRef, Type } from '#model';
import { refOf } from '#model';

/** A resource as every rule meets it: what hangs on no rule is worked out once. */
export interface Subject {
  readonly type: Type;
  readonly it: Resource;
  readonly ref: ResourceRef;
  /** The controller that made it stands beside it and tells all about it: it is judged there. */
  readonly isOwned: boolean;
  /** A controller made it that does not stand beside it, or does not tell all. */
  readonly hasOwner: boolean;
  /** The transitional state that it is in. */
  readonly settling: string | undefined;
  /** The namespace by which policy can exempt it. */
  readonly namespace: string | undefined;
  /** What was thrown while this was worked out: no rule can judge it. */
  readonly broken: string | undefined;
}

type At = (address: string) => readonly Resource[];

/** Looks at a resource for all rules; `at` answers what stands at an address. A malformed one ends nothing. */
export function subjectOf(at: At, type: Type, it: Resource): Subject {
  const plain = {
    type,
    it,
    ref: refOf(it),
    isOwned: false,
    hasOwner: false,
    settling: undefined,
    namespace: undefined,
  };
  try {
    const owner = type.owner?.(it.id, it.config);
    return {
      ...plain,
      isOwned: owner !== undefined && isOwnedBy(at, type, it, owner),
      hasOwner: owner !== undefined,
      settling: type.settling?.(it.config),
      namespace: type.namespace?.(it.config, it.id),
      broken: undefined,
    };
  } catch (cause) {
    return { ...plain, broken: cause instanceof Error ? cause.message : String(cause) };
  }
}

const isOwnedBy = (at: At, type: Type, it: Resource, owner: string): boolean =>
  at(owner).some(({ target, config }) => target === it.target && (type.isOwner?.(it.config, config) ?? true));
