import type { Gap, Target } from '#model';
import type { Unreached } from '../unreached.ts';
import { typeNamesIn } from './types.ts';

export type Label = Pick<Target, 'environment'>;

/** The targets of an account whose regions are known. */
export function targetsOf(account: string, regions: readonly string[], label: Label): readonly Target[] {
  return [
    { id: `aws:${account}:global`, provider: 'aws', scopes: ['aws-global'], ...label },
    ...regions.map((region): Target => ({
      id: `aws:${account}:${region}`,
      provider: 'aws',
      scopes: ['aws-region'],
      ...label,
    })),
  ];
}

/** One target for an account whose regions are not known: its gap stands for all of them. */
export function wholeAccount(account: string, label: Label): readonly Target[] {
  return [{ id: `aws:${account}:global`, provider: 'aws', scopes: ['aws-global', 'aws-region'], ...label }];
}

/** The targets of an account that cannot be entered. */
export function unreadable(account: string, regions: readonly string[] | undefined, label: Label): readonly Target[] {
  const known = account === '' ? unknownAccount : account;
  return regions === undefined ? wholeAccount(known, label) : targetsOf(known, regions, label);
}

/** Stands in targets for accounts that nobody can name. */
export const unknownAccount = 'unknown';

/** What the refused call leaves unread of a target; nothing of a global one where only regions were asked for. */
export function gapOn({ id, scopes }: Target, { api, failure }: Unreached): Gap | undefined {
  const lost = api === 'ec2:DescribeRegions' ? scopes.filter((scope) => scope === 'aws-region') : scopes;
  const types = typeNamesIn(lost);
  if (types.length === 0) return undefined;
  const { reason, detail, permission = api } = failure;
  return { target: id, api, reason, ...(reason === 'denied' && { permission }), types, detail };
}

export const accountIn = (target: string): string => target.split(':')[1] ?? '';
