import type { ResourceOf } from '#model';
import { hasParent, isWithin, pathOf } from '../workload/host-path.ts';
import type { persistentVolume } from './resource.ts';

type Spec = NonNullable<ResourceOf<typeof persistentVolume>['config']['spec']>;

/** The claim that a volume is bound to, as `namespace/name`; undefined where it is free. */
export const claimOf = ({ claimRef }: Spec): string | undefined =>
  claimRef && `${claimRef.namespace ?? 'default'}/${claimRef.name ?? ''}`;

/** Whether a path of the node is at, above or below one that holds credentials, or what runs the node. */
export function isSensitivePath(path: string, sensitive: readonly string[]): boolean {
  const own = pathOf(path);
  const touches = (entry: string): boolean => isWithin(entry, own) || (hasParent(entry) && isWithin(own, entry));
  return own === '/' || sensitive.map(pathOf).some(touches);
}

/** Whether a path is itself the root of the node or one of those; what lies below may be a disk for data. */
export const isSensitiveItself = (path: string, sensitive: readonly string[]): boolean =>
  pathOf(path) === '/' || sensitive.map(pathOf).includes(pathOf(path));
