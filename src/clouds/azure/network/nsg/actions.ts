import type { SecurityRule } from '@azure/arm-network';
import * as ports from '#lib/ports';
import { cannotPlan, defineAction, wire } from '#model';
import type { Action, ActionType, CannotPlan, Edit, ResourceOf, Unknown } from '#model';
import type { NsgReach } from './facts.ts';
import { networkSecurityGroup } from './resource.ts';

type Group = ResourceOf<typeof networkSecurityGroup>;
type Rule = NonNullable<Group['config']['securityRules']>[number];

const rulePermission = 'Microsoft.Network/networkSecurityGroups/securityRules';
const lookPermission = 'Microsoft.Network/locations/operations/read';

/**
 * Writes one rule of a security group as a whole, or adds it. The service does not compare.
 * Source: https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/create-or-update
 */
export const putSecurityRule = defineAction({
  name: 'azure.put-security-rule',
  on: networkSecurityGroup,
  kind: 'replace',
  permissions: [`${rulePermission}/read`, `${rulePermission}/write`, lookPermission],
  writes: ['securityRules'],
  request: wire<{ securityRuleName: string; parameters: SecurityRule }>(),
  simulate: (group, { securityRuleName, parameters }) => {
    const isNew = !group.config.securityRules?.some((rule) => isNamed(rule, securityRuleName));
    return isNew
      ? withRules(group, [...(group.config.securityRules ?? []), added(group, securityRuleName, parameters)])
      : edit(group, (rule) => (isNamed(rule, securityRuleName) ? { ...parameters, name: securityRuleName } : rule));
  },
  undo: (before, { securityRuleName }, again) => {
    const parameters = ruleIn(before, securityRuleName);
    return parameters
      ? [again({ securityRuleName: parameters.name ?? securityRuleName, parameters })]
      : [deleteSecurityRule(before, { securityRuleName })];
  },
  undoneBy: () => [deleteSecurityRule],
  healthy: whyUnwell,
});

/** Takes one rule out of a security group. Source: https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/delete */
export const deleteSecurityRule = defineAction({
  name: 'azure.delete-security-rule',
  on: networkSecurityGroup,
  kind: 'delta',
  permissions: [`${rulePermission}/delete`, lookPermission],
  writes: ['securityRules'],
  request: wire<{ securityRuleName: string }>(),
  simulate: (group, { securityRuleName }) => edit(group, (rule) => (isNamed(rule, securityRuleName) ? [] : rule)),
  undo: putAgain,
  undoneBy: putting,
  healthy: whyUnwell,
});

function putAgain(before: Group, { securityRuleName }: { readonly securityRuleName: string }): readonly Action[] {
  const parameters = ruleIn(before, securityRuleName);
  return parameters
    ? [putSecurityRule(before, { securityRuleName: parameters.name ?? securityRuleName, parameters })]
    : [];
}

function putting(): readonly ActionType[] {
  return [putSecurityRule];
}

function whyUnwell({ config }: Group): string | undefined {
  return config.provisioningState === 'Failed' ? 'the security group is in the state Failed' : undefined;
}

const ruleIn = ({ config }: Group, asked: string): Rule | undefined =>
  config.securityRules?.find((rule) => isNamed(rule, asked));

/** Takes ports out of a rule, and the rule out of the group when it opens no other. */
export function closePorts(
  group: Group,
  securityRuleName: string | undefined,
  closed: readonly number[],
  reach: NsgReach | Unknown,
): readonly Action[] | CannotPlan {
  const shut = closed.map((port): ports.Ports => [{ from: port, end: port + 1 }]).reduce(ports.union, ports.noPorts);
  return narrow(group, [securityRuleName], (open) => ports.subtract(open, shut), reach);
}

/** Leaves rules no ports but these, and takes those out of the group that open none of them. */
export const keepPorts = (
  group: Group,
  names: readonly string[],
  kept: ports.Ports,
  reach: NsgReach | Unknown,
): readonly Action[] | CannotPlan => narrow(group, names, (open) => ports.intersect(open, kept), reach);

function narrow(
  group: Group,
  names: readonly (string | undefined)[],
  left: (open: ports.Ports) => ports.Ports,
  reach: NsgReach | Unknown,
): readonly Action[] | CannotPlan {
  if ('locked' in reach) return cannotPlan(`the node resource group of ${reach.locked} refuses writes`);
  const rules = names.map((asked) => group.config.securityRules?.find(({ name }) => name === asked));
  const own = rules.filter((rule) => rule?.name !== undefined);
  if (own.length < names.length) return cannotPlan('it is not one of the rules that can be written');
  return own.flatMap((rule) => (rule ? withPorts(group, rule, left(portsOf(rule))) : []));
}

function withPorts(group: Group, rule: Rule, left: ports.Ports): Action {
  const securityRuleName = rule.name ?? '';
  if (left.length === 0) return deleteSecurityRule(group, { securityRuleName });
  const destinationPortRanges = ports.format(left).split(', ');
  const parameters = { ...rule, destinationPortRange: undefined, destinationPortRanges };
  return putSecurityRule(group, { securityRuleName, parameters });
}

const portsOf = ({ destinationPortRange, destinationPortRanges }: Rule): ports.Ports =>
  [destinationPortRange ?? '', ...(destinationPortRanges ?? [])]
    .map((text) => ports.parsePorts(text) ?? ports.noPorts)
    .reduce(ports.union, ports.noPorts);

const edit = (group: Group, change: (rule: Rule) => Rule | readonly Rule[]): readonly Edit[] =>
  withRules(group, group.config.securityRules?.flatMap(change) ?? []);

const withRules = (group: Group, securityRules: readonly Rule[]): readonly Edit[] => [
  { put: { ...group, config: { ...group.config, securityRules } } },
];

/** A new rule with what the service sets in it. */
const added = ({ id, config }: Group, name: string, parameters: Rule): Rule => ({
  ...parameters,
  name,
  id: `${config.id ?? id}/securityRules/${name}`,
  type: 'Microsoft.Network/networkSecurityGroups/securityRules',
  provisioningState: 'Succeeded',
});

/** Azure's names are the same in every case. */
const isNamed = ({ name }: Rule, asked: string): boolean => name?.toLowerCase() === asked.toLowerCase();
