import { textAt } from '../json.ts';
import { resourceNotFound } from './refuse.ts';
import type { Route } from './routes.ts';

const type = 'Microsoft.OperationalInsights/workspaces';

/** Log Analytics workspaces as resources: https://learn.microsoft.com/rest/api/loganalytics/workspaces/get */
export const workspaceRoutes: readonly Route[] = [
  {
    operation: 'operationalinsights:workspaces.get',
    method: 'GET',
    path: `/subscriptions/{subscription}/resourceGroups/{group}/providers/${type}/{name}`,
    apiVersion: '2023-09-01',
    answer: ({ subscription, request, params }) => {
      const id = request.url.pathname.toLowerCase();
      const found = subscription?.workspaces.find((it) => textAt(it, 'id')?.toLowerCase() === id);
      return found ? { status: 200, body: found } : resourceNotFound(type, params['name'] ?? '', params['group'] ?? '');
    },
  },
];
