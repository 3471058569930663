import type { IpPermission } from '@aws-sdk/client-ec2';
import { canonicalJson } from '#lib/canonical';
import { defineAction, wire, type Action, type ActionType, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { securityGroup } from './resource.ts';
import type { GroupUse } from './use-facts.ts';

type Group = ResourceOf<typeof securityGroup>;
type Permission = Wire<IpPermission>;

/** Rules of a group as they stand, and which way they let traffic. */
interface Rules {
  readonly way: 'in' | 'out';
  readonly permissions: readonly Permission[];
}

const lists = { in: 'IpPermissions', out: 'IpPermissionsEgress' } as const;

/**
 * Takes whole rules out of a group, those for groups among them.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupIngress.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_RevokeSecurityGroupEgress.html
 */
export const revokeRules = defineAction({
  name: 'ec2.revoke-rules',
  on: securityGroup,
  kind: 'delta',
  permissions: ['ec2:RevokeSecurityGroupIngress', 'ec2:RevokeSecurityGroupEgress'],
  writes: ['IpPermissions', 'IpPermissionsEgress'],
  request: wire<Rules>(),
  simulate: (group, { way, permissions }) => [
    {
      put: withRules(
        group,
        way,
        rulesOf(group, way).filter((one) => !isAmong(permissions, one)),
      ),
    },
  ],
  undo: (before, { way, permissions }) => {
    const stood = rulesOf(before, way).filter((one) => isAmong(permissions, one));
    return stood.length === 0 ? [] : [authorizeRules(before, { way, permissions: stood })];
  },
  undoneBy: () => [authorizeRules],
});

/**
 * Gives a group whole rules, those for groups among them.
 * Sources: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupIngress.html,
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_AuthorizeSecurityGroupEgress.html
 */
export const authorizeRules = defineAction({
  name: 'ec2.authorize-rules',
  on: securityGroup,
  kind: 'delta',
  permissions: ['ec2:AuthorizeSecurityGroupIngress', 'ec2:AuthorizeSecurityGroupEgress'],
  writes: ['IpPermissions', 'IpPermissionsEgress'],
  request: wire<Rules>(),
  simulate: (group, { way, permissions }) => [{ put: withRules(group, way, [...rulesOf(group, way), ...permissions]) }],
  undo: revokedAgain,
  undoneBy: revoking,
});

function revoking(): readonly ActionType[] {
  return [revokeRules];
}

function revokedAgain(before: Group, { way, permissions }: Rules): readonly Action[] {
  const fresh = permissions.filter((one) => !isAmong(rulesOf(before, way), one));
  return fresh.length === 0 ? [] : [revokeRules(before, { way, permissions: fresh })];
}

/** Takes every rule out of the default group of a VPC, where nothing has the group. */
export function emptyGroup(group: Group, { by }: GroupUse): readonly Action[] | CannotPlan {
  if (isUnread(by)) return cannotPlan(by.message);
  if (by !== 'nobody') return cannotPlan('give what uses the group one of its own first');
  return (['in', 'out'] as const).flatMap((way) => {
    const permissions = rulesOf(group, way);
    return permissions.length === 0 ? [] : [revokeRules(group, { way, permissions })];
  });
}

const rulesOf = ({ config }: Group, way: Rules['way']): readonly Permission[] => config[lists[way]] ?? [];

const withRules = (group: Group, way: Rules['way'], permissions: readonly Permission[]): Group => ({
  ...group,
  config: { ...group.config, [lists[way]]: permissions },
});

const isAmong = (all: readonly Permission[], one: Permission): boolean =>
  all.some((it) => canonicalJson(it) === canonicalJson(one));
