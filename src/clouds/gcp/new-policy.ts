import type { protos } from '@google-cloud/artifact-registry';
import type { Evidence, ResourceOf, Type, Wire } from '#model';

/** An IAM policy, which is the same message in every service. */
type Policy = Wire<protos.google.iam.v1.IPolicy>;

/** A whole policy but for its audit configuration, which services leave as it is. */
export interface NewPolicy {
  readonly version?: protos.google.iam.v1.IPolicy['version'];
  readonly bindings: NonNullable<protos.google.iam.v1.IPolicy['bindings']>;
  /** The service refuses the change when the policy is another one by now; without one, another than the subject is. */
  readonly etag?: string;
}

/** A policy in which others have roles. The API leaves an empty list out. */
export function withBindings({ bindings: _old, ...rest }: Policy, bindings: Wire<NewPolicy>['bindings']): Policy {
  return bindings.length > 0 ? { ...rest, bindings } : rest;
}

/** The request that gives a policy back. */
export const formerPolicy = ({ bindings, version }: Policy): Wire<NewPolicy> => ({
  bindings: bindings ?? [],
  ...(version && { version }),
});

/**
 * The request that takes members out of a policy: those whose places, such as `<address>#bindings[0].members[1]`, are
 * given; places in other policies say nothing. A binding that is left without any goes. Undefined without an etag, by
 * which the service sees that the policy is another one by now.
 */
export function policyWithout(
  { id, config: { bindings, etag, version } }: ResourceOf<Type<string, Policy>>,
  places: readonly Pick<Evidence, 'at'>[],
): Wire<NewPolicy> | undefined {
  if (!etag) return undefined;
  const away = new Set(places.map(({ at }) => at));
  const left = (bindings ?? []).flatMap((binding, i) => {
    const members = (binding.members ?? []).filter((_, k) => !away.has(`${id}#bindings[${i}].members[${k}]`));
    return members.length > 0 ? [{ ...binding, members }] : [];
  });
  return { bindings: left, etag, ...(version && { version }) };
}
