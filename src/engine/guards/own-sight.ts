import type { ApiReach } from '#model';
import { isUnread } from '#rule';
import { canonicalJson } from '#lib/canonical';
import { warn, type Guard } from './check.ts';
import { reachIn } from './reach.ts';

/** Says so where Shoalwatch may not see a cluster's inside any more. */
export const ownSightGuard: Guard = ({ subjects, before, after, reach }) =>
  subjects.flatMap((it) => {
    const [was, is] = [reachIn(before, it, reach), reachIn(after, it, reach)];
    const inside = `k8s:${it.id}`;
    if (!before.places.has(inside)) return [];
    const [old, now] = [saidOf(was), saidOf(is)];
    if (old === undefined || now === undefined) return warn(`whether Shoalwatch still sees ${inside} is not known`);
    if (old === now) return [];
    return warn(
      `Shoalwatch may read ${inside} through this endpoint: if its address is not allowed, that goes unknown`,
    );
  });

const saidOf = (reach: ApiReach | undefined): string | undefined => {
  if (reach === undefined || isUnread(reach)) return undefined;
  return reach.is === 'public' ? canonicalJson([reach.actual, reach.words]) : reach.is;
};
