import {
  ListAccountsCommand,
  ListAccountsForParentCommand,
  ListOrganizationalUnitsForParentCommand,
  type Account,
} from '@aws-sdk/client-organizations';
import { compareText } from '#lib/text';
import { anywhere } from '../claims.ts';
import { descend } from '../descend.ts';
import type { Gate } from '../gate.ts';
import { listingInto, type Unreached } from '../unreached.ts';
import { callAws } from './call.ts';
import { clientsOf } from './clients.ts';
import { awsFailure } from './failure.ts';
import { need, pagesOf } from './reader.ts';
import type { AccountSetting, Session } from './session.ts';

/** Accounts of an organisation, and how each is reached. */
export interface OrganizationSetting extends Omit<AccountSetting, 'account'> {
  /** Units or the root, each with all units below it; without it the whole organisation. */
  readonly units?: readonly string[];
  /** Ids of accounts that are left out. */
  readonly exclude?: readonly string[];
  /** The name of the role to assume in each account but the one that the credentials belong to. */
  readonly role: string;
}

/** What a listing gave; `unread` says what keeps it from being whole. */
export interface Members {
  /** The active accounts without those that are left out, with how far below a named unit each lies. */
  readonly accounts: ReadonlyMap<string, number>;
  readonly unread: readonly Unreached[];
}

/** Lists the accounts as a management account or a delegated administrator sees them. */
export async function membersOf(
  { units, exclude = [] }: OrganizationSetting,
  { account, config }: Session,
  gate: Gate,
): Promise<Members> {
  const clients = clientsOf(config);
  const { organizations } = clients;
  const pages = pagesOf((api, send) => callAws(gate, { api, account, region: config.region }, send));
  const found = new Map<string, number>();
  const unread: Unreached[] = [];

  const addAt =
    (distance: number) =>
    (it: Account): void => {
      const id = need(it.Id, 'Id');
      if (isActive(it) && !exclude.includes(id)) found.set(id, distance);
    };
  const orGap = listingInto(unread, awsFailure);
  const enter = async (unit: string, depth: number): Promise<readonly string[]> => {
    const below: string[] = [];
    const ownAccounts = pages('organizations:ListAccountsForParent', {
      send: (NextToken, options) =>
        organizations.send(new ListAccountsForParentCommand({ ParentId: unit, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ Accounts }) => Accounts,
      add: addAt(depth),
    });
    const ownUnits = pages('organizations:ListOrganizationalUnitsForParent', {
      send: (NextToken, options) =>
        organizations.send(new ListOrganizationalUnitsForParentCommand({ ParentId: unit, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ OrganizationalUnits }) => OrganizationalUnits,
      add: ({ Id }) => below.push(need(Id, 'Id')),
    });
    await Promise.all([
      orGap('organizations:ListAccountsForParent', `The accounts of ${unit}`, ownAccounts),
      orGap('organizations:ListOrganizationalUnitsForParent', `The units of ${unit}`, ownUnits),
    ]);
    return below;
  };
  const listAll = (): Promise<void> =>
    pages('organizations:ListAccounts', {
      send: (NextToken, options) => organizations.send(new ListAccountsCommand({ NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ Accounts }) => Accounts,
      add: addAt(anywhere),
    });

  try {
    if (units) await descend(units, enter);
    else await orGap('organizations:ListAccounts', 'The accounts of the organisation', listAll());
  } finally {
    clients.close();
  }
  return { accounts: found, unread: unread.sort((a, b) => compareText(a.failure.detail, b.failure.detail)) };
}

/** `Status` is the older word for it, and ends in 2026; an account without either is read rather than missed. */
const isActive = ({ State, Status }: Account): boolean => (State ?? Status ?? 'ACTIVE') === 'ACTIVE';
