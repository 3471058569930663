import type { JsonObject } from '../json.ts';
import type { AzureManagementGroup } from './estate.ts';
import { page } from './paging.ts';
import { armError } from './refuse.ts';
import type { Route } from './routes.ts';

/** Microsoft.Management, as `@azure/arm-managementgroups` asks for it. */
export const managementGroupRoutes: readonly Route[] = [
  {
    operation: 'managementgroups:managementGroups.listDescendants',
    method: 'GET',
    path: '/providers/Microsoft.Management/managementGroups/{group}/descendants',
    apiVersion: '2021-04-01',
    answer: (it) => {
      const groups = it.store.managementGroups;
      const asked = groups.find(({ name }) => name.toLowerCase() === it.params['group']?.toLowerCase());
      if (!asked)
        return armError(404, 'NotFound', `The management group '${it.params['group'] ?? ''}' cannot be found.`);
      return page(it, below(asked, groups));
    },
  },
];

const idOf = (name: string): string => `/providers/Microsoft.Management/managementGroups/${name}`;

function below({ name, subscriptions }: AzureManagementGroup, all: readonly AzureManagementGroup[]): JsonObject[] {
  const parent = { id: idOf(name) };
  const groups = all.filter((it) => it.parent === name);
  return [
    ...groups.map((it) => ({
      ...{ id: idOf(it.name), type: 'Microsoft.Management/managementGroups', name: it.name },
      properties: { displayName: it.name, parent },
    })),
    ...subscriptions.map((id) => ({
      ...{ id: `/subscriptions/${id}`, type: '/subscriptions', name: id },
      properties: { displayName: id, parent },
    })),
    ...groups.flatMap((it) => below(it, all)),
  ];
}
