import { isUnread } from '#rule';
import type { Look } from '#model';
import { textAt } from '../../../json.ts';
import { allows, administersClusters } from '../role-definition/facts.ts';
import { definitionAddress, roleDefinition } from '../role-definition/resource.ts';
import type { roleAssignment } from './resource.ts';

type Assignment = typeof roleAssignment.config;
type Role = typeof roleDefinition.config;

/** Which roles somebody who may assign roles can hand out: any that leads to a cluster, some that do not, or unclear. */
export type HandsOut = 'any' | 'limited' | 'unclear';

/**
 * Which roles the holder of a role can hand out in a subscription. Conditions stand at the assignment, and at some
 * built-in roles; of those the stable version of the API says nothing, so that only the roles that have none are told.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
 */
export function handsOut(
  { condition }: Assignment,
  role: Role,
  subscription: string,
  { find }: Pick<Look<typeof roleDefinition>, 'find'>,
): HandsOut {
  if (!allows(role, 'Microsoft.Authorization/roleAssignments/write')) return 'limited';
  const own = (role.permissions ?? []).flatMap((it) => textAt(it, 'condition') ?? []);
  const isUntold = role.roleType === 'BuiltInRole' && own.length === 0 && !bare.includes(guidOf(role.id));
  const answers = [...own, condition ?? ''].map((it) => leftBy(it, leadsToCluster));
  if (answers.includes('limited')) return 'limited';
  return isUntold || answers.includes('unclear') ? 'unclear' : 'any';

  function leadsToCluster(guid: string): boolean | undefined {
    if (strong.includes(guid)) return true;
    const found = find(roleDefinition, definitionAddress(subscription, guid));
    return found === 'absent' || isUnread(found) ? undefined : administersClusters(found.config);
  }
}

/** The roles that the condition of an assignment names, in lower case. */
export const rolesNamedIn = ({ condition = '' }: Assignment): readonly string[] =>
  listsIn(condition.toLowerCase()).flatMap(({ guids }) => guids);

/**
 * What one condition leaves. Those that name the roles by an allow list, as the portal writes them, and by a deny list are
 * told; a deny list that leaves a role out which leads to a cluster is none.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/delegate-role-assignments-examples
 */
function leftBy(condition: string, leads: (guid: string) => boolean | undefined): HandsOut {
  const text = condition.toLowerCase();
  if (!/@request\s*\[\s*microsoft\.authorization\/roleassignments:roledefinitionid/.test(text)) return 'any';
  const lists = listsIn(text);
  const [denied, allowed] = [lists.filter((it) => it.isDenied), lists.filter((it) => !it.isDenied)];
  if (denied.length > 0 && allowed.length === 0) {
    const left = new Set(denied.flatMap(({ guids }) => guids));
    return strong.every((it) => left.has(it)) ? 'unclear' : 'any';
  }
  if (denied.length > 0 || allowed.length === 0 || !isPlain(text, allowed.length)) return 'unclear';
  const led = allowed.flatMap(({ guids }) => guids.map(leads));
  if (led.includes(true)) return 'any';
  return led.includes(undefined) ? 'unclear' : 'limited';
}

/** Whether each `or` and each negation belongs to a guard of an action, so that nothing leads around the lists. */
function isPlain(text: string, lists: number): boolean {
  const count = (pattern: RegExp): number => [...text.matchAll(pattern)].length;
  const guards = count(/!\s*\(\s*actionmatches\s*\{/g);
  const writes = count(/!\s*\(\s*actionmatches\s*\{\s*'microsoft\.authorization\/roleassignments\/write'/g);
  return count(/\bor\b|\|\|/g) === guards && count(/!|\bnot\b/g) === guards && lists <= writes;
}

const listsIn = (text: string) =>
  [
    ...text.matchAll(
      /@request\s*\[\s*microsoft\.authorization\/roleassignments:roledefinitionid\s*\]\s*(?:for\w+:)?guid(not)?equals\s*\{([^}]*)\}/g,
    ),
  ].map(([, not, list = '']) => ({ isDenied: not !== undefined, guids: list.split(',').map((it) => it.trim()) }));

const guidOf = (id: string | undefined): string => id?.split('/').at(-1)?.toLowerCase() ?? '';

/** Owner, User Access Administrator and Role Based Access Control Administrator, which have no conditions of their own. */
const bare: readonly string[] = [
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635',
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9',
  'f58310d9-a9f6-439a-9e8d-f62e7b41a168',
];

/**
 * Built-in roles that lead to a cluster: those three, Contributor, and those of AKS called Cluster Admin, RBAC Cluster
 * Admin, RBAC Admin and Contributor.
 */
const strong: readonly string[] = [
  ...bare,
  'b24988ac-6180-42a0-ab88-20f7382dd24c',
  '0ab0b1a8-8aac-4efd-b8c2-3ee1fb270be8',
  'b1ff04bb-8a4e-4dc4-8eb5-8693973ce19b',
  '3498e952-d568-435e-9b2c-8d77e338d7f7',
  'ed7f3fbd-7b88-4dd4-9017-9adb7ce333f8',
];
