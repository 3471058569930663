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

/** The application that may change something in a subscription: of the entry that names it, else the first that is named. */
export function azureRemediatorIn({ targets }: Deployment, subscription = ''): string | undefined {
  const entries = targets?.azure ?? [];
  const own = entries.find(({ subscriptions }) => subscriptions?.some((id) => id.toLowerCase() === subscription));
  return own ? own.remediator : entries.find(({ remediator }) => remediator !== undefined)?.remediator;
}

/**
 * Who may change something in a project, by the entry that names it, else by the first that names somebody: a service
 * account; where none is named, the pool itself, if that is who reads.
 */
export function gcpRemediatorIn(
  { targets }: Deployment,
  project = '',
): { readonly serviceAccount?: string | undefined } | undefined {
  const entries = targets?.gcp ?? [];
  const own = entries.find(({ projects }) => projects?.includes(project));
  const asked = own ? [own] : entries;
  const named = asked.find(({ remediator }) => remediator !== undefined)?.remediator;
  if (named !== undefined) return { serviceAccount: named };
  return asked.some(({ pool, serviceAccount }) => pool !== undefined && serviceAccount === undefined) ? {} : undefined;
}

/**
 * Whom the audit log of a cloud names for what the remediator does in a target; undefined where that is not known, and
 * inside of clusters. Azure names an application by its id, Google a service account by its address.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
 */
export function actorIn(deployment: Deployment, target: string, own: string): string | undefined {
  const [cloud, account = ''] = target.split(':');
  if (cloud === 'azure') return azureRemediatorIn(deployment, account);
  if (cloud === 'gcp') return gcpRemediatorIn(deployment, account)?.serviceAccount;
  if (cloud !== 'aws') return undefined;
  const { role } = remediatorIn(deployment, account, own);
  const [, partition, , , of, path = ''] = role.split(':');
  return `arn:${partition ?? 'aws'}:sts::${of ?? account}:assumed-role/${path.slice(path.lastIndexOf('/') + 1)}/shoalwatch-fix`;
}
