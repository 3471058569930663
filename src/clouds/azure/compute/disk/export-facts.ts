import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, type Unknown } from '#rule';
import { groupBeside } from '../../address.ts';
import { aksCluster } from '../../aks/cluster/resource.ts';
import { diskSnapshot } from '../snapshot/resource.ts';
import { azureDisk } from './resource.ts';

/** A disk or a snapshot of a cluster. */
export type Copy = ResourceOf<typeof azureDisk> | ResourceOf<typeof diskSnapshot>;

/** What of a cluster's disks and snapshots leaves Azure, or may. */
export interface Exports {
  /** Those that a link leads to now, on every network. */
  readonly linked: readonly Copy[];
  /** Those of which a link can be made that works on every network. */
  readonly open: readonly Copy[];
  /** Those whose answers do not say. */
  readonly untold: readonly Copy[];
  /** Why there may be others. */
  readonly unread?: Unknown;
}

/**
 * The disks of a cluster and their snapshots, by who could copy them from outside: those in the node resource group, and
 * volumes elsewhere that are attached to a machine of it. A link is made only by a caller who may, for some hours.
 * Sources: https://learn.microsoft.com/azure/virtual-machines/disks-restrict-import-export-overview,
 * https://learn.microsoft.com/rest/api/compute/disks/get
 */
export const aksDiskExports = defineFact({
  name: 'aks.disk-exports',
  of: aksCluster,
  uses: [azureDisk, diskSnapshot],
  work({ id, config }, { list }): Exports | Unknown {
    const nodeGroup = groupBeside(id, config.nodeResourceGroup);
    if (nodeGroup === undefined) return fieldMissing('nodeResourceGroup');
    const [disks, snapshots] = [list(azureDisk, { nodeGroup }), list(diskSnapshot, { nodeGroup })];
    const copies: readonly Copy[] = [...disks.items, ...snapshots.items];
    const unread = disks.unread ?? snapshots.unread;
    const open = copies.filter((it) => isOpen(it.config) === true);
    return {
      linked: open.filter((it) => isExported(it.config)),
      open: open.filter((it) => !isExported(it.config)),
      untold: copies.filter((it) => isOpen(it.config) === undefined),
      ...(unread && { unread }),
    };
  },
});

/** Whether a link to what is on a disk was made and has not ended. */
export const isExported = ({ diskState }: { readonly diskState?: string | undefined }): boolean =>
  diskState !== undefined && ['activesas', 'activesasfrozen'].includes(diskState.toLowerCase());

/** Whether a link can be made that works on every network; undefined where the answer lacks what it always holds. */
function isOpen({ networkAccessPolicy, publicNetworkAccess }: Copy['config']): boolean | undefined {
  const policy = networkAccessPolicy?.toLowerCase();
  const access = publicNetworkAccess?.toLowerCase();
  if (policy === 'denyall' || policy === 'allowprivate' || access === 'disabled') return false;
  return policy === undefined || access === undefined ? undefined : true;
}
