import type { Account } from '@aws-sdk/client-organizations';
import { emptyIam, emptyRegion, type AwsEstate } from '../../sim/aws/estate.ts';
import { accessKeyOf } from '../../sim/aws/generate.ts';

export const idOf = (at: number): string => String(100_000_000_000 + at);
export const management = idOf(0);
export const reader = 'shoalwatch-read';
export const externalId = 'a-secret-between-us';

const [suspended, closing, suspendedOfOld] = [idOf(22), idOf(23), idOf(24)];

/** An account that can be entered, and is in no organisation. */
export const outsider = idOf(99);

/** The management account and its members. */
export const active = Array.from({ length: 22 }, (_, at) => idOf(at));

const trust = {
  Version: '2012-10-17',
  Statement: {
    ...{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: `arn:aws:iam::${management}:root` } },
    Condition: { StringEquals: { 'sts:ExternalId': externalId } },
  },
};

const accountWith = (id: string) => ({
  iam: emptyIam({
    roles: [
      {
        ...{ RoleName: reader, RoleId: 'AROAREADER', Arn: `arn:aws:iam::${id}:role/${reader}` },
        AssumeRolePolicyDocument: encodeURIComponent(JSON.stringify(trust)),
      },
    ],
  }),
  regions: { 'eu-west-1': emptyRegion() },
});

const stateOf: Readonly<Record<string, Partial<Account>>> = {
  [suspended]: { State: 'SUSPENDED', Status: 'ACTIVE' },
  [closing]: { State: 'PENDING_CLOSURE' },
  [suspendedOfOld]: { Status: 'SUSPENDED' },
  // Neither word: it is read rather than missed.
  [idOf(2)]: {},
  [idOf(3)]: { Status: 'ACTIVE' },
};

/** The first twenty-one members are in the unit for production, the last one in a unit two below it. */
const everybody = [...active, suspended, closing, suspendedOfOld];
const parentOf = (id: string): string =>
  id === management ? 'r-abcd' : id === idOf(21) ? 'ou-abcd-shop' : id === suspended ? 'ou-abcd-lab' : 'ou-abcd-prod';

/** An organisation of more accounts than a page holds, and of more units. */
export const estate: AwsEstate = {
  accounts: Object.fromEntries([...everybody, outsider].map((id) => [id, accountWith(id)])),
  accessKeys: Object.fromEntries(
    [management, idOf(1), outsider].map((account) => [
      accessKeyOf(account),
      { account, arn: `arn:aws:iam::${account}:user/auditor` },
    ]),
  ),
  organization: {
    management,
    root: 'r-abcd',
    units: [
      { unit: { Id: 'ou-abcd-prod' }, parent: 'r-abcd' },
      { unit: { Id: 'ou-abcd-lab' }, parent: 'r-abcd' },
      ...Array.from({ length: 20 }, (_, at) => ({ unit: { Id: `ou-abcd-team${at}` }, parent: 'ou-abcd-prod' })),
      { unit: { Id: 'ou-abcd-eu' }, parent: 'ou-abcd-prod' },
      { unit: { Id: 'ou-abcd-shop' }, parent: 'ou-abcd-eu' },
    ],
    accounts: everybody.map((Id) => ({
      account: { Id, ...(stateOf[Id] ?? { State: 'ACTIVE' }) },
      parent: parentOf(Id),
    })),
  },
};
