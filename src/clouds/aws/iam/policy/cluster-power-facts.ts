import { account, anyAction, at, nobodysName, powers, regional, type Power } from './powers.ts';

const cluster = regional('eks', 'cluster/');
const entry = `${regional('eks', 'access-entry/')}/role/${account}/${nobodysName}/${nobodysName}`;
const repository = regional('ecr', 'repository/');

/** What changes who administers clusters, what clusters are, or what registries hold, and what it is called on. */
const watched = {
  'eks:CreateAccessEntry': cluster,
  'eks:UpdateAccessEntry': entry,
  'eks:AssociateAccessPolicy': entry,
  'eks:AssociateIdentityProviderConfig': cluster,
  'eks:UpdateClusterConfig': cluster,
  'eks:DeleteCluster': cluster,
  'eks:CreatePodIdentityAssociation': cluster,
  'ecr:PutImage': repository,
  'ecr:BatchDeleteImage': repository,
  'ecr:SetRepositoryPolicy': repository,
  // A registry has no address: what is granted on less than everything does not grant it.
  'ecr:PutRegistryPolicy': at('zqservice', ''),
} as const;

/** An action on clusters or registries that a rule may watch. */
export type WatchedAction = keyof typeof watched;

const isWatched = (action: string): action is WatchedAction => action in watched;

export const watchedActions: readonly WatchedAction[] = Object.keys(watched).filter(isWatched);

const [everyAction, everyIamAction] = powers.filter(({ grade }) => grade === 'admin');

/** Every action of EKS, one that is still to come included. */
export const everyEksAction: Power = {
  label: 'eks:*',
  grade: 'broad',
  action: `eks:${anyAction}`,
  resource: cluster,
  on: 'everything',
};

/** Who may do everything, IAM included; both together make an administrator of the account. */
export const adminPowers: readonly Power[] = [everyAction, everyIamAction].filter((one) => one !== undefined);

/**
 * What the rights of a role on all clusters and repositories are asked by. Sources:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelastickubernetesservice.html,
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html
 */
export const clusterPowers: readonly Power[] = [
  ...adminPowers,
  everyEksAction,
  ...watchedActions.map((action): Power => ({
    label: action,
    grade: 'broad',
    action,
    resource: watched[action],
    on: 'everything',
  })),
];

/**
 * Keys of tests that say from where and how a call comes, or to which region, account or organization: they narrow neither
 * the clusters of the account nor who holds the right.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export const idleKeys: readonly string[] = [
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
  'aws:securetransport',
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
  'aws:useragent',
];
