import {
  GetAccountAuthorizationDetails$,
  GetOpenIDConnectProvider$,
  GetRole$,
  ListOpenIDConnectProviders$,
  type EntityType,
  type GetAccountAuthorizationDetailsRequest,
  type GetAccountAuthorizationDetailsResponse,
  type GetOpenIDConnectProviderRequest,
  type GetOpenIDConnectProviderResponse,
  type GetRoleRequest,
  type GetRoleResponse,
  type GroupDetail,
  type ListOpenIDConnectProvidersResponse,
  type ManagedPolicyDetail,
  type RoleDetail,
  type UserDetail,
} from '@aws-sdk/client-iam';
import type { AwsIam } from '../estate.ts';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';

export const iamReadOperations: readonly Operation[] = [
  operation('iam', GetAccountAuthorizationDetails$, getAccountAuthorizationDetails),
  operation('iam', ListOpenIDConnectProviders$, listOpenIdConnectProviders),
  operation('iam', GetOpenIDConnectProvider$, getOpenIdConnectProvider, 'NoSuchEntity'),
  operation('iam', GetRole$, getRole, 'NoSuchEntity'),
];

type Entity =
  | { readonly kind: 'user'; readonly user: UserDetail }
  | { readonly kind: 'group'; readonly group: GroupDetail }
  | { readonly kind: 'role'; readonly role: RoleDetail }
  | { readonly kind: 'policy'; readonly policy: ManagedPolicyDetail };

/** One list over users, groups, roles and policies, of which each page shows a stretch. */
function getAccountAuthorizationDetails(
  input: GetAccountAuthorizationDetailsRequest,
  call: Call,
): GetAccountAuthorizationDetailsResponse {
  const size = input.MaxItems ?? 100;
  if (!Number.isInteger(size) || size < 1 || size > 1000) {
    throw new AwsError(
      'ValidationError',
      `Value '${String(size)}' at 'maxItems' failed to satisfy constraint: Member must be between 1 and 1000`,
    );
  }
  const page = call.paginate(entities(call.iam, input.Filter), input.Marker, size);
  return {
    UserDetailList: page.items.flatMap((each) => (each.kind === 'user' ? each.user : [])),
    GroupDetailList: page.items.flatMap((each) => (each.kind === 'group' ? each.group : [])),
    RoleDetailList: page.items.flatMap((each) => (each.kind === 'role' ? each.role : [])),
    Policies: page.items.flatMap((each) => (each.kind === 'policy' ? each.policy : [])),
    IsTruncated: page.next !== undefined,
    Marker: page.next,
  };
}

function entities(iam: AwsIam, filter: readonly EntityType[] | undefined): readonly Entity[] {
  const wants = (type: EntityType): boolean => filter === undefined || filter.length === 0 || filter.includes(type);
  return [
    ...(wants('User') ? iam.users.map((user): Entity => ({ kind: 'user', user })) : []),
    ...(wants('Group') ? iam.groups.map((group): Entity => ({ kind: 'group', group })) : []),
    ...(wants('Role') ? iam.roles.map((role): Entity => ({ kind: 'role', role })) : []),
    ...iam.policies
      .filter((policy) => wants(isAwsManaged(policy.Arn) ? 'AWSManagedPolicy' : 'LocalManagedPolicy'))
      .map((policy): Entity => ({ kind: 'policy', policy })),
  ];
}

export function isAwsManaged(arn: string | undefined): boolean {
  return arn?.startsWith('arn:aws:iam::aws:policy/') === true;
}

function listOpenIdConnectProviders(_: object, call: Call): ListOpenIDConnectProvidersResponse {
  return { OpenIDConnectProviderList: Object.keys(call.iam.oidcProviders).map((Arn) => ({ Arn })) };
}

function getOpenIdConnectProvider(
  { OpenIDConnectProviderArn: arn = '' }: GetOpenIDConnectProviderRequest,
  call: Call,
): GetOpenIDConnectProviderResponse {
  const provider = call.iam.oidcProviders[arn];
  if (provider === undefined)
    throw new AwsError('NoSuchEntity', `OpenIDConnect Provider not found for arn ${arn}`, 404);
  return provider;
}

function getRole({ RoleName: name }: GetRoleRequest, call: Call): GetRoleResponse {
  const role = roleOf(call, name);
  return {
    Role: {
      Path: role.Path,
      RoleName: role.RoleName,
      RoleId: role.RoleId,
      Arn: role.Arn,
      CreateDate: role.CreateDate,
      AssumeRolePolicyDocument: role.AssumeRolePolicyDocument,
      MaxSessionDuration: 3600,
      PermissionsBoundary: role.PermissionsBoundary,
      Tags: role.Tags,
      RoleLastUsed: role.RoleLastUsed,
    },
  };
}

/** Throws NoSuchEntity when the account has no such role. */
export function roleOf(call: Call, name: string | undefined): RoleDetail {
  const role = call.iam.roles.find((each) => each.RoleName === name);
  if (role === undefined) throw new AwsError('NoSuchEntity', `The role with name ${name ?? ''} cannot be found.`, 404);
  return role;
}
