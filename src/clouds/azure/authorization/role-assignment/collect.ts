import { getContinuationToken, type RoleAssignment } from '@azure/arm-authorization';
import { required } from '../../../pages.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { collectRoleDefinitions } from '../role-definition/collect.ts';
import { definitionAddress, roleDefinition } from '../role-definition/resource.ts';
import { rolesNamedIn } from './handing-out.ts';
import { assignmentAddress, roleAssignment } from './resource.ts';

/** Reads who has which role in a subscription, inherited ones too, and what these roles allow. */
export function collectRoleAssignments(at: AzureReader): Promise<void> {
  const api = 'Microsoft.Authorization/roleAssignments/read';
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const named = new Set<string>();
  return at.sheet.list({ api, types: [roleAssignment], leads: [roleDefinition] }, async () => {
    await at.pages(
      api,
      (options) => at.clients.authorization.roleAssignments.listForSubscription(options),
      (it: RoleAssignment) => {
        const config = storedOf(it);
        const id = assignmentAddress(subscription, required(config.id, 'id'));
        for (const role of [config.roleDefinitionId ?? '', ...rolesNamedIn(config)])
          named.add(definitionAddress(subscription, role));
        at.sheet.add(roleAssignment, { id, name: config.name ?? id, created: config.createdOn, config });
      },
      getContinuationToken,
    );
    await collectRoleDefinitions(at, named);
  });
}
