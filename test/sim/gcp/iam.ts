import { googleError } from './refuse.ts';
import type { Route } from './routes.ts';

/**
 * Identity and Access Management v1, as far as keys of service accounts are listed. An answer without keys is empty.
 * Source: https://cloud.google.com/iam/docs/reference/rest/v1/projects.serviceAccounts.keys/list
 */
export const iamRoutes: readonly Route[] = [
  {
    service: 'iam',
    operation: 'iam:projects.serviceAccounts.keys.list',
    permission: 'iam.serviceAccountKeys.list',
    method: 'GET',
    path: '/v1/projects/{project}/serviceAccounts/{account}/keys',
    answer({ project, params, request }) {
      const held = project?.estate.accountKeys?.[params['account'] ?? ''];
      if (!held) return googleError(404, 'NOT_FOUND', 'notFound', 'Unknown service account');
      const types = request.url.searchParams.getAll('keyTypes');
      const keys = held.filter(({ keyType }) => types.length === 0 || types.includes(keyType));
      return { status: 200, body: keys.length > 0 ? { keys } : {} };
    },
  },
];
