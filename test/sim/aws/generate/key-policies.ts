import type { ClusterPlan } from './plan.ts';

const root = (account: string): object => ({
  Sid: 'Owner',
  Effect: 'Allow',
  Principal: { AWS: `arn:aws:iam::${account}:root` },
  Action: 'kms:*',
  Resource: '*',
});

const anyone = { Effect: 'Allow', Principal: '*', Action: ['kms:Decrypt', 'kms:GenerateDataKey*'], Resource: '*' };

/** Further statements of the policies of keys: of six clusters one opens its key to everyone, and one to a partner. */
export function keyPolicy({ account, name }: ClusterPlan): string | undefined {
  const more: Readonly<Record<number, object>> = {
    2: { Sid: 'Everyone', ...anyone },
    3: { Sid: 'Own', ...anyone, Condition: { StringEquals: { 'kms:CallerAccount': account } } },
    5: { Sid: 'Partner', ...anyone, Principal: { AWS: ['arn:aws:iam::999988887777:role/backup'] } },
  };
  const statement = more[Number(name.split('-').at(-1)) % 6];
  return statement && JSON.stringify({ Version: '2012-10-17', Statement: [root(account), statement] });
}
