import { getContinuationToken, type RoleDefinition } from '@azure/arm-authorization';
import { required } from '../../../pages.ts';
import { storedOf } from '../../private-parts.ts';
import type { AzureReader } from '../../reader.ts';
import { definitionAddress, roleDefinition } from './resource.ts';

/** Reads the roles of a subscription by one listing, and keeps those that are named by their addresses. */
export function collectRoleDefinitions(at: AzureReader, named: ReadonlySet<string>): Promise<void> {
  const api = 'Microsoft.Authorization/roleDefinitions/read';
  const subscription = at.sheet.target.id.replace(/^azure:/, '');
  const { roleDefinitions } = at.clients.authorization;
  return at.sheet.list({ api, types: [roleDefinition] }, () =>
    at.pages(
      api,
      (options) => roleDefinitions.list(`subscriptions/${subscription}`, options),
      (it: RoleDefinition) => {
        const id = definitionAddress(subscription, required(it.id, 'id'));
        if (named.has(id)) at.sheet.add(roleDefinition, { id, name: it.roleName ?? id, config: storedOf(it) });
      },
      getContinuationToken,
    ),
  );
}
