import { join, relative } from 'node:path';
import { forShell } from '#lib/escape/shell';
import type { Gap, Provider, Reading } from '#model';

/** What a person has to give, and the commands that give it. */
export interface Grant {
  /** The account, subscription, project or cluster that gives it. */
  readonly place: string;
  readonly permissions: readonly string[];
  /** Copyable; what only the reader knows stands in angle brackets. */
  readonly commands: readonly string[];
}

/** The grants that would cure what was denied: one for each account, subscription, project or cluster. */
export function grantsFor(readings: readonly Reading[]): readonly Grant[] {
  const denied = readings.flatMap(({ target, gaps }) =>
    gaps.flatMap((gap) => (gap.permission === undefined ? [] : [{ provider: target.provider, gap }])),
  );
  const places = Map.groupBy(denied, ({ provider, gap }) => placeOf(provider, gap));
  return [...places].map(([place, own]) => {
    const permissions = [...new Set(own.flatMap(({ gap }) => gap.permission ?? []))].sort();
    const provider = own[0]?.provider ?? 'aws';
    return {
      place,
      permissions,
      commands: [
        ...(permissions.some(isOwn) ? commandsFor(provider, place) : []),
        ...(permissions.some(isAbove) ? commandsAbove(provider) : []),
        ...(permissions.includes(assume) ? commandsWithoutRole : []),
        ...(permissions.includes(open) ? commandsToOpen(place) : []),
        ...new Set(permissions.flatMap((it) => commandsToFederate[it] ?? [])),
      ],
    };
  });
}

/** What gives rights: an AWS account is several targets. */
function placeOf(provider: Provider, { target, permission = '' }: Gap): string {
  if (permission in commandsToFederate) return `the sign-in to ${provider} with a role in AWS`;
  return provider === 'aws' ? target.split(':').slice(0, 2).join(':') : target;
}

/**
 * Lets a role have tokens for Entra and for nobody else, that last a minute.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
 */
const tokenPolicy = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sts:GetWebIdentityToken',
      Resource: '*',
      Condition: {
        'ForAllValues:StringEquals': { 'sts:IdentityTokenAudience': 'api://AzureADTokenExchange' },
        NumericLessThanEquals: { 'sts:DurationSeconds': 60 },
        StringEquals: { 'sts:SigningAlgorithm': 'RS256' },
        Null: { 'sts:IdentityTokenAudience': 'false' },
      },
    },
  ],
};

const roles = join(import.meta.dirname, '../../docs/roles');

const file = (name: string): string => forShell(relative('', join(roles, name)));

/** Whether a right is given where accounts, subscriptions or projects are managed, and not in one of them. */
const isAbove = (permission: string): boolean =>
  /^(?:organizations:|Microsoft\.Management\/|resourcemanager\.(?:folders|projects)\.list$)/.test(permission);

/** Whether the reader role of the place itself holds a right. */
const isOwn = (permission: string): boolean =>
  !isAbove(permission) && permission !== assume && permission !== open && !(permission in commandsToFederate);

const assume = 'sts:AssumeRole';
const open = 'Microsoft.ContainerService/managedClusters/listClusterUserCredential/action';

const onboardAzure = 'shoalwatch onboard azure --principal <ARN of the role that reads>';
const onboardGcp = 'shoalwatch onboard gcp --principal <ARN of the role that reads>';

/** What one cloud, or the person who administers it, has to do so that a role in AWS can sign in to another one. */
const commandsToFederate: Readonly<Record<string, readonly string[]>> = {
  'iam:EnableOutboundWebIdentityFederation': ['aws iam enable-outbound-web-identity-federation', onboardAzure],
  'sts:GetWebIdentityToken': [
    `aws iam put-role-policy --role-name <role that reads> --policy-name shoalwatch-azure --policy-document ${forShell(JSON.stringify(tokenPolicy))}`,
  ],
  'microsoft.directory/applications/credentials/update': [onboardAzure],
  'iam.workloadIdentityPoolProviders.update': [onboardGcp],
  'iam.serviceAccounts.getAccessToken': [onboardGcp],
};

/** A role that cannot be taken is not there, or trusts somebody else. */
const commandsWithoutRole: readonly string[] = [
  'shoalwatch onboard aws --stack-account <account that reads> --external-id <external id>',
];

function commandsToOpen(place: string): readonly string[] {
  const cluster = place.replace(/^k8s:/, '');
  const address = cluster.startsWith('/subscriptions/') ? forShell(cluster) : '<resource id of the cluster>';
  return [`shoalwatch onboard cluster ${address} --principal <object id>`];
}

function commandsAbove(provider: Provider): readonly string[] {
  switch (provider) {
    case 'aws':
      return [
        `aws iam put-role-policy --role-name <role that lists the accounts> --policy-name shoalwatch-organization --policy-document file://${file('aws-organization-policy.gen.json')}`,
      ];
    case 'azure':
      return [
        `az role definition create --role-definition ${file('azure-management-group-role.gen.json')}`,
        `az role assignment create --assignee <id> --role 'Shoalwatch Management Group Reader' --scope /providers/Microsoft.Management/managementGroups/<group>`,
      ];
    case 'gcp':
      return [
        `gcloud iam roles create shoalwatchOrganizationReader --organization=<organization> --file=${file('gcp-organization-role.gen.yaml')}`,
        `gcloud organizations add-iam-policy-binding <organization> --member=<member> --role=organizations/<organization>/roles/shoalwatchOrganizationReader`,
      ];
    case 'kubernetes':
      return [];
  }
}

function commandsFor(provider: Provider, place: string): readonly string[] {
  const named = place.slice(place.indexOf(':') + 1);
  const id = named === 'unknown' ? '<id>' : named;
  switch (provider) {
    case 'aws':
      return [
        `aws iam put-role-policy --role-name <reader role> --policy-name shoalwatch-reader --policy-document file://${file('aws-reader-policy.gen.json')}`,
      ];
    case 'azure':
      return [
        `az role definition create --role-definition ${file('azure-reader-role.gen.json')}`,
        `az role assignment create --assignee <id> --role 'Shoalwatch Reader' --scope ${forShell(`/subscriptions/${id}`)}`,
      ];
    case 'gcp':
      return [
        `gcloud iam roles create shoalwatchReader --project=${forShell(id)} --file=${file('gcp-reader-role.gen.yaml')}`,
        `gcloud projects add-iam-policy-binding ${forShell(id)} --member=<member> --role=${forShell(`projects/${id}/roles/shoalwatchReader`)}`,
      ];
    case 'kubernetes':
      return [
        `kubectl apply -f ${file('kubernetes-reader.gen.yaml')}`,
        'kubectl create clusterrolebinding shoalwatch-reader --clusterrole=shoalwatch-reader --group=shoalwatch-readers',
      ];
  }
}
