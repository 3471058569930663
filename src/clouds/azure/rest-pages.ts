import { isListOfObjects, textAt, type Json } from '../json.ts';
import { followPages, MalformedAnswer } from '../pages.ts';
import type { AzureReader } from './reader.ts';

/**
 * Follows a listing of a service whose client is not needed for anything else, each page a call of its own. What leads
 * to the next page is asked where Azure Resource Manager is, wherever its link leads.
 * Source: https://learn.microsoft.com/rest/api/azure/#async-operations-throttling-and-paging
 */
export function askedPages(
  { call, clients }: Pick<AzureReader, 'call' | 'clients'>,
  { api, path }: { readonly api: string; readonly path: string },
  add: (item: Json) => void,
): Promise<void> {
  return followPages(async (next = path) => {
    const answer = await call(api, (options) => clients.ask(next, options));
    const { value } = answer;
    if (!isListOfObjects(value)) throw new MalformedAnswer('The answer lacks value.');
    return { items: value, next: pathOf(textAt(answer, 'nextLink')) };
  }, add);
}

/** The path and the query of a link. */
function pathOf(link: string | undefined): string | undefined {
  if (link === undefined) return undefined;
  const url = URL.parse(link);
  if (!url) throw new MalformedAnswer('The link to the next page is no URL.');
  return `${url.pathname}${url.search}`;
}
