import {
  ListAccounts$,
  ListAccountsForParent$,
  ListOrganizationalUnitsForParent$,
  type ListAccountsForParentRequest,
  type ListAccountsForParentResponse,
  type ListAccountsRequest,
  type ListAccountsResponse,
  type ListOrganizationalUnitsForParentRequest,
  type ListOrganizationalUnitsForParentResponse,
} from '@aws-sdk/client-organizations';
import type { AwsOrganization } from './estate.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const organizationsOperations: readonly Operation[] = [
  operation('organizations', ListAccounts$, listAccounts),
  operation('organizations', ListAccountsForParent$, listAccountsOf, 'ParentNotFoundException'),
  operation('organizations', ListOrganizationalUnitsForParent$, listUnitsOf, 'ParentNotFoundException'),
];

/** The most and the usual that a page holds, as the API reference has it. */
const largest = 20;

function listAccounts({ NextToken, MaxResults }: ListAccountsRequest, call: Call): ListAccountsResponse {
  const accounts = seenBy(call).accounts.map(({ account }) => account);
  const { items, next } = call.paginate(accounts, NextToken, sizeOf(MaxResults));
  return { Accounts: items, NextToken: next };
}

function listAccountsOf(
  { ParentId = '', NextToken, MaxResults }: ListAccountsForParentRequest,
  call: Call,
): ListAccountsForParentResponse {
  const own = under(ParentId, seenBy(call)).accounts.map(({ account }) => account);
  const { items, next } = call.paginate(own, NextToken, sizeOf(MaxResults));
  return { Accounts: items, NextToken: next };
}

function listUnitsOf(
  { ParentId = '', NextToken, MaxResults }: ListOrganizationalUnitsForParentRequest,
  call: Call,
): ListOrganizationalUnitsForParentResponse {
  const own = under(ParentId, seenBy(call)).units.map(({ unit }) => unit);
  const { items, next } = call.paginate(own, NextToken, sizeOf(MaxResults));
  return { OrganizationalUnits: items, NextToken: next };
}

function seenBy({ account, organization }: Call): AwsOrganization {
  const known = organization?.accounts.some((it) => it.account.Id === account);
  if (!organization || !known) {
    throw new AwsError('AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
  }
  if (account !== organization.management) {
    throw new AwsError('AccessDeniedException', "You don't have permissions to access this resource.");
  }
  return organization;
}

function under(
  parent: string,
  { root, units, accounts }: AwsOrganization,
): Pick<AwsOrganization, 'units' | 'accounts'> {
  if (parent !== root && !units.some(({ unit }) => unit.Id === parent)) {
    throw new AwsError('ParentNotFoundException', "You specified a parent that doesn't exist.");
  }
  return {
    units: units.filter((it) => it.parent === parent),
    accounts: accounts.filter((it) => it.parent === parent),
  };
}

function sizeOf(asked = largest): number {
  if (asked < 1 || asked > largest) throw new AwsError('InvalidInputException', 'MaxResults takes 1 to 20');
  return asked;
}
