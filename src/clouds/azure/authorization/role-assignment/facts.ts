import { armId } from '../../address.ts';
import type { roleAssignment } from './resource.ts';

type Assignment = typeof roleAssignment.config;

/** Whether an assignment reaches an object, given by its ARM id: it is made on it, on what holds it, or above. */
export function reaches(scope: string, id: string): boolean {
  const place = armId(scope);
  return !place.startsWith('/subscriptions/') || armId(id) === place || armId(id).startsWith(`${place}/`);
}

/** Where a role is assigned, in words. */
export function placeOf({ scope = '' }: Assignment): string {
  const parts = scope.split('/').filter((it) => it !== '');
  const name = parts.at(-1) ?? '';
  if (parts.length === 0) return 'the whole tenant';
  if (/\/managementgroups\/[^/]+$/i.test(scope)) return `the management group ${name}`;
  if (parts.length === 2) return 'the subscription';
  return parts.length === 4 ? `the resource group ${name}` : name;
}

/** Whether a role is assigned on a resource group or above one, and not on a single object. */
export const isWide = ({ scope = '' }: Assignment): boolean =>
  !/^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+\/./i.test(scope);

/** Who has a role, in words. */
export const holderOf = ({ principalId = '', principalType = '' }: Assignment): string =>
  `${kinds[principalType.toLowerCase()] ?? 'principal'} ${principalId}`;

/** Whether the holder may be an identity of a cluster: people and groups are none. */
export const mayBeIdentity = ({ principalType }: Assignment): boolean =>
  !['user', 'group', 'foreigngroup'].includes(principalType?.toLowerCase() ?? '');

const kinds: Readonly<Record<string, string>> = {
  user: 'user',
  group: 'group',
  serviceprincipal: 'service principal',
  foreigngroup: 'foreign group',
  device: 'device',
};
