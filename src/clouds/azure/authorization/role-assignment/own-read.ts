import { RestError } from '@azure/core-rest-pipeline';
import type { SendOptions } from '../../reader.ts';
import type { Clients } from '../../session.ts';
import { assignmentAddress, isInherited } from './resource.ts';

/**
 * How one assignment is read. One that a management group or the tenant hands down cannot be read there by whoever may
 * read the subscription alone: what the subscription inherits says whether it is still there.
 */
export function readAssignment(
  address: string,
): ((clients: Clients, options: SendOptions) => Promise<unknown>) | undefined {
  if (isInherited(address)) return ({ authorization }, options) => readInherited(authorization, address, options);
  return /\/providers\/microsoft\.authorization\/roleassignments\/[^/]+$/.test(address)
    ? ({ authorization }, options) => authorization.roleAssignments.getById(address.replace(/^\//, ''), options)
    : undefined;
}

async function readInherited(
  { roleAssignments, subscriptionId }: Clients['authorization'],
  address: string,
  options: SendOptions,
): Promise<unknown> {
  for await (const it of roleAssignments.listForSubscription({ filter: 'atScope()', ...options }))
    if (assignmentAddress(subscriptionId, it.id ?? '') === address) return it;
  const code = 'RoleAssignmentNotFound';
  throw new RestError('The subscription does not inherit the role assignment.', { code, statusCode: 404 });
}
