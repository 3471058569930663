import { type JsonObject, textAt } from '../json.ts';
import { stretch } from './paging.ts';
import { invalid } from './refuse.ts';
import type { Route } from './routes.ts';

/**
 * Artifact Analysis v1, as far as it is asked: what was found in the images of a project.
 * Source: https://cloud.google.com/artifact-analysis/docs/reference/rest/v1/projects.occurrences/list
 */
export const containerAnalysisRoutes: readonly Route[] = [
  {
    service: 'containeranalysis',
    operation: 'containeranalysis:projects.occurrences.list',
    permission: 'containeranalysis.occurrences.list',
    method: 'GET',
    path: '/v1/projects/{project}/occurrences',
    answer(call) {
      const { project, request } = call;
      const filter = request.url.searchParams.get('filter') ?? '';
      const tests = testsIn(filter);
      if (!tests) return invalid('filter', filter);
      const found = (project?.estate.occurrences ?? []).filter((it) => tests.every((test) => test(it)));
      const page = stretch(call, found, 'pageSize', request.url.searchParams.has('pageSize') ? 1000 : 20);
      if ('refused' in page) return page.refused;
      const { items, nextPageToken } = page;
      return {
        status: 200,
        body: { ...(items.length > 0 && { occurrences: items }), ...(nextPageToken && { nextPageToken }) },
      };
    },
  },
];

/** What can be asked for, by the names that filters have. */
const fields: Readonly<Record<string, (it: JsonObject) => string | undefined>> = {
  kind: (it) => textAt(it, 'kind'),
  resourceUrl: (it) => textAt(it, 'resourceUri'),
  noteProjectId: (it) => textAt(it, 'noteName')?.split('/')[1],
  noteId: (it) => textAt(it, 'noteName')?.split('/')[3],
};

/** The tests of a filter, which all have to hold: `kind="DISCOVERY" AND noteId="PACKAGE_VULNERABILITY"`. */
function testsIn(filter: string): readonly ((it: JsonObject) => boolean)[] | undefined {
  const parts = filter === '' ? [] : filter.split(' AND ');
  const tests = parts.map((part) => {
    const [, name = '', value] = /^(\w+)="([^"]*)"$/.exec(part) ?? [];
    const field = fields[name];
    return field && ((it: JsonObject) => field(it) === value);
  });
  return tests.every((test) => test !== undefined) ? tests : undefined;
}
