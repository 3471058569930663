import type { Found } from '#model';
import { isMissed, isUnread } from '#rule';

/** Where a DaemonSet of a cluster is, given as `namespace/name`. */
export function daemonSetIn(cluster: string, it: string): string {
  const [namespace = '', name = ''] = it.split('/');
  return `${cluster}/apps/v1/namespaces/${namespace}/daemonsets/${name}`;
}

/** One that is there; else why it cannot be said of all of them that they are not; else that they are not. */
export const anyOf = <R>(found: readonly Found<R>[]): Found<R> =>
  found.find((it) => it !== 'absent' && !isUnread(it)) ?? found.find((it) => it !== 'absent') ?? 'absent';

/** What is known where the inside of a cluster is looked at; a cluster whose inside nobody watches shows nothing. */
export const whereWatched = <R>(found: Found<R>): Found<R> => (isUnread(found) && !isMissed(found) ? 'absent' : found);

/** Where a service account of a cluster is. */
export const accountIn = (
  cluster: string,
  { namespace, name }: { readonly namespace: string; readonly name: string },
): string => `${cluster}/core/v1/namespaces/${namespace}/serviceaccounts/${name}`;
