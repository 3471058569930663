import type { SimReply } from '../json-server.ts';
import { cutPage, firstPage, pageMark, type PageStart, pageStart } from '../page-token.ts';
import { invalid } from './refuse.ts';
import type { GcpCall } from './routes.ts';

/** A stretch of a list and the token that leads on. */
export interface Stretch<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

/** The largest page that Compute Engine gives, and its default: `maxResults` in its reference. */
export const computePageSize = 500;

/**
 * Cuts the page that a call asks for. A size outside the documented range or a token that this server did not give
 * is refused.
 */
export function stretch<T>(
  call: GcpCall,
  items: readonly T[],
  sizeName: string,
  largest: number,
): Stretch<T> | { refused: SimReply } {
  const size = call.request.url.searchParams.get(sizeName);
  const asked = size === null ? largest : Number(size);
  if (!Number.isInteger(asked) || asked < 0) return { refused: invalid(sizeName, size ?? '') };
  if (sizeName === 'maxResults' && asked > largest) return { refused: invalid(sizeName, size ?? '') };
  const count = asked === 0 ? largest : Math.min(asked, largest);
  const start = startOf(call.request.url);
  if (!start || start.offset > items.length) {
    return { refused: invalid('pageToken', call.request.url.searchParams.get('pageToken') ?? '') };
  }
  const { items: cut, next } = cutPage(items, start, count, call.fault);
  return { items: cut, ...(next && { nextPageToken: Buffer.from(`at:${pageMark(next)}`).toString('base64url') }) };
}

/** The number of the page that a token asks for, given the page size. */
export function pageNumber(url: URL): number {
  const size = Number(url.searchParams.get('maxResults') ?? url.searchParams.get('pageSize') ?? computePageSize);
  return Math.floor((startOf(url)?.offset ?? 0) / (size > 0 ? size : computePageSize)) + 1;
}

function startOf(url: URL): PageStart | undefined {
  const token = url.searchParams.get('pageToken') ?? '';
  if (token === '') return firstPage;
  const text = Buffer.from(token, 'base64url').toString();
  return text.startsWith('at:') ? pageStart(text.slice(3)) : undefined;
}
