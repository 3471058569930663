import type { Listing, Unknown } from '#model';
import { isMissed } from '#rule';

/** Why it is not known whether a region holds clusters: in one that holds none, nothing of its registry is judged. */
export const clustersMissed = ({ items, unread }: Listing): Unknown | undefined =>
  items.length === 0 && isMissed(unread) ? unread : undefined;
