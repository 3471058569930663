import type { Deployment } from './config.ts';

/** The name that the role has in a member unless its entry of targets.aws says otherwise. */
export const usualRemediator = 'shoalwatch-remediate';

/** The role that may change something in an account. */
export interface RemediatorRole {
  readonly role: string;
  readonly externalId?: string | undefined;
}

/** The role of an account: of the entry that names it, of the stack's own account, or of its organisation. */
export function remediatorIn({ targets }: Deployment, account: string, own: string): RemediatorRole {
  const [, partition = 'aws', , , ownAccount = ''] = own.split(':');
  const entries = targets?.aws ?? [];
  const named = entries.find((it) => it.account === account && it.role !== undefined);
  const entry = named ?? (account === ownAccount ? undefined : entries.find(({ organization }) => organization));
  if (!entry) return { role: own };
  const { remediator = usualRemediator, externalId } = entry;
  const role = remediator.startsWith('arn:') ? remediator : `arn:${partition}:iam::${account}:role/${remediator}`;
  return { role, externalId };
}

/**
 * Whom the audit log of AWS names for what the role does in a target; undefined where another cloud's is meant, or that of a
 * cluster.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function actorIn(deployment: Deployment, target: string, own: string): string | undefined {
  const [cloud, account = ''] = target.split(':');
  if (cloud !== 'aws') return undefined;
  const { role } = remediatorIn(deployment, account, own);
  const [, partition, , , of, path = ''] = role.split(':');
  return `arn:${partition ?? 'aws'}:sts::${of ?? account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/shoalwatch-fix`;
}
