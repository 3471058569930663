import type { Evidence } from '#rule';
import type { fargateProfile } from './resource.ts';

/** A selector that takes pods of more namespaces than one thing needs. */
export interface BroadSelector {
  readonly says: string;
  readonly seen: Evidence;
}

type Selectors = NonNullable<typeof fargateProfile.config.selectors>;

/** Namespaces in which the pods of many stand. */
const shared: readonly string[] = ['default', 'kube-system'];

/**
 * The selectors whose namespace begins with a wildcard, whatever labels they ask for, and those of a whole namespace that
 * many share. A pattern with a beginning of its own is a choice.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/fargate-profile.html#fargate-profile-wildcards
 */
export function broadSelectors(selectors: Selectors): readonly BroadSelector[] {
  return selectors.flatMap(({ namespace = '', labels = {} }, i) => {
    const seen = { at: `selectors[${i}].namespace`, actual: namespace };
    if (/^[*?]/.test(namespace)) return [{ says: `the namespaces ${namespace}`, seen }];
    const isWhole = shared.includes(namespace) && Object.keys(labels).length === 0;
    return isWhole ? [{ says: `every pod of ${namespace}`, seen }] : [];
  });
}
