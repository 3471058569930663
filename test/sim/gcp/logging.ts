import { listEntries } from './log-entries.ts';
import { stretch } from './paging.ts';
import type { Route } from './routes.ts';

/**
 * Cloud Logging v2. Sources: https://cloud.google.com/logging/docs/reference/v2/rest/v2/projects.sinks/list,
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export const loggingRoutes: readonly Route[] = [
  {
    service: 'logging',
    operation: 'logging:projects.sinks.list',
    permission: 'logging.sinks.list',
    method: 'GET',
    path: '/v2/projects/{project}/sinks',
    answer: (call) => {
      const cut = stretch(call, call.project?.estate.sinks ?? [], 'pageSize', 1000);
      if ('refused' in cut) return cut.refused;
      const { items: sinks, ...rest } = cut;
      return { status: 200, body: { ...(sinks.length > 0 && { sinks }), ...rest } };
    },
  },
  {
    service: 'logging',
    operation: 'logging:entries.list',
    permission: 'logging.logEntries.list',
    method: 'POST',
    path: '/v2/entries:list',
    answer: listEntries,
  },
];
