import type { Look, Unknown } from '#model';
import { isMissed } from '#rule';
import { node } from './resource.ts';

/** Whether a runtime can give pods users of their own: containerd before 2.0 cannot. Of others nothing is said. */
const lacksUsers = ({ status }: typeof node.config): boolean =>
  /^containerd:\/\/v?[01]\./.test(status?.nodeInfo?.containerRuntimeVersion ?? '');

/**
 * Whether no node of the cluster can give pods users of their own. Files need not hold nodes.
 * Source: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/
 */
export function noNodeHasUsers({ list }: Pick<Look<typeof node>, 'list'>): boolean | Unknown {
  const { items, unread } = list(node);
  if (isMissed(unread)) return unread;
  return items.length > 0 && items.every(({ config }) => lacksUsers(config));
}
