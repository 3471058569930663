import type { PageFault } from './json-server.ts';

/** Where a page begins, and how its token came about. */
export interface PageStart {
  readonly offset: number;
  /** How many empty pages led here: each gets a token of its own, as a provider's does. */
  readonly empties: number;
  /** The token leads to itself for ever. */
  readonly loops: boolean;
}

export const firstPage: PageStart = { offset: 0, empties: 0, loops: false };

/** As text inside a cloud's own token; `pageStart` reads it back. */
export function pageMark({ offset, empties, loops }: PageStart): string {
  return `${offset}${empties > 0 ? `e${empties}` : ''}${loops ? 'r' : ''}`;
}

/** Undefined when the text is not a mark. */
export function pageStart(mark: string): PageStart | undefined {
  const found = /^(\d+)(?:e(\d+))?(r?)$/.exec(mark);
  return found ? { offset: Number(found[1]), empties: Number(found[2] ?? 0), loops: found[3] === 'r' } : undefined;
}

/** What lies on the page that begins here, and where its token leads; no `next` on the last page. */
export function cutPage<T>(
  items: readonly T[],
  start: PageStart,
  size: number,
  fault: PageFault | undefined,
): { items: readonly T[]; next?: PageStart } {
  if (fault === 'empty-page-with-token') return { items: [], next: { ...start, empties: start.empties + 1 } };
  const end = start.offset + size;
  const cut = items.slice(start.offset, end);
  if (start.loops || fault === 'repeated-token') return { items: cut, next: { ...start, loops: true } };
  return end < items.length ? { items: cut, next: { offset: end, empties: 0, loops: false } } : { items: cut };
}
