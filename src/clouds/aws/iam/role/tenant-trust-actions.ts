import type { Action, CannotPlan, ResourceOf, Unknown } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { updateTrust } from './actions.ts';
import type { role } from './resource.ts';
import { openTrusts, tenantTrusts, type TokenTrust } from './tenant-trust-facts.ts';
import { trustOfSubjects } from './trust-actions.ts';

/** What policy says of issuers that many tenants share. */
interface Asked {
  readonly sharedIssuers: readonly string[];
  readonly allowAnyRef: boolean;
  /** By the ARN of the role. */
  readonly allowedSubjects: Readonly<Record<string, readonly string[]>>;
}

/** Names the subjects that policy allows in each statement that lets tokens of more than one project or branch in. */
export function nameSubjects(
  it: ResourceOf<typeof role>,
  all: readonly TokenTrust[] | Unknown,
  { sharedIssuers, allowAnyRef, allowedSubjects }: Asked,
): readonly Action[] | CannotPlan {
  if (isUnread(all)) return cannotPlan(all.message);
  const open = openTrusts(tenantTrusts(all, sharedIssuers), allowAnyRef);
  if (open.length === 0) return cannotPlan('say in a test of aud which of the audiences is meant');
  if (new Set(open.map(({ issuer }) => issuer)).size > 1)
    return cannotPlan('the subjects of several issuers have to be named each for itself');
  const subjects = allowedSubjects[it.id];
  if (!subjects) return cannotPlan(`allowedSubjects names no pipelines for ${it.id}`);
  const places = open.map(({ issuer, provider, index: statement }) => ({ issuer, provider, statement }));
  return [updateTrust(it, { PolicyDocument: trustOfSubjects(it, places, subjects) })];
}
