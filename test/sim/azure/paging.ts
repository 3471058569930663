import type { SimReply } from '../json-server.ts';
import type { JsonObject } from '../json.ts';
import { cutPage, firstPage, pageMark, type PageStart, pageStart } from '../page-token.ts';
import { badBody } from './refuse.ts';
import type { ArmRequest } from './routes.ts';

/** One page of a list, with an absolute `nextLink` on the host that was called. */
export function page({ request, paging }: ArmRequest, items: readonly JsonObject[]): SimReply {
  const start = startOf(request.url);
  if (!start || start.offset > items.length) return badBody('The skip token is not valid.');
  const { items: value, next } = cutPage(items, start, paging.pageSize, paging.fault);
  return { status: 200, body: { value, ...(next && { nextLink: linkTo(request.url, next) }) } };
}

/** Where the page that a link asks for begins; undefined for a token that no page gave. */
export function startOf(url: URL): PageStart | undefined {
  const token = url.searchParams.get('$skiptoken');
  return token === null ? firstPage : pageStart(token);
}

function linkTo(url: URL, next: PageStart): string {
  const link = new URL(url);
  link.searchParams.set('$skiptoken', pageMark(next));
  return link.href;
}
