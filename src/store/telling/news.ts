import { canonicalJson } from '#lib/canonical';
import { shortHash } from '#lib/hash';
import type { AlertMemory, FindingChange, Instant, Moved, News } from '#model';
import { all, allDue, type Table } from '../table.ts';

/** The partition of news: pages of it, in the order in which they were written. */
export const newsPlace = 'news';

/** Findings that a page names: far below what an item holds. */
const perPage = 800;

/** For how long it is kept where nobody deals with it, in milliseconds: nobody may listen at all. */
const kept = 30 * 86_400_000;

/** What is about to be moved, and by what. */
export interface Begun {
  readonly at: Instant;
  readonly run?: string;
  readonly first: boolean;
}

/** A page as it is kept: short, for a sweep may move thousands. */
interface Page extends Begun {
  readonly whole: boolean;
  /** How many pages there are; with all of them the news is complete. */
  readonly of: number;
  readonly moved: readonly (readonly [finding: string, kind: Moved['kind'], cause: Moved['cause']])[];
}

/** News that is being written. */
export interface Writing {
  /** Says that everything has been moved. */
  whole(): Promise<void>;
}

/** Writes news before the findings move. Nothing that moves leaves no news. */
export async function beginNews(state: Table, changes: readonly FindingChange[], about: Begun): Promise<Writing> {
  const moved = changes.map(({ finding, kind, cause }) => [finding.id, kind, cause] as const);
  const id = `${about.at} ${about.run ?? shortHash(canonicalJson(moved), 12)}`;
  const of = Math.ceil(moved.length / perPage);
  const pages = Array.from({ length: of }, (_, at): Page => {
    return { ...about, whole: false, of, moved: moved.slice(at * perPage, (at + 1) * perPage) };
  });
  const versions: number[] = [];
  for (const [at, page] of pages.entries()) versions.push(await put(state, id, at, page, 0));
  return {
    async whole() {
      for (const [at, page] of pages.entries()) await put(state, id, at, { ...page, whole: true }, versions[at] ?? 0);
    },
  };
}

/** Writes a page over whatever stands there: a run that is made again says the same again. */
async function put(state: Table, id: string, at: number, page: Page, guess: number): Promise<number> {
  const key = { partition: newsPlace, sort: `${id}#${at.toString().padStart(4, '0')}` };
  const item = { ...key, body: page, due: page.at, expires: new Date(Date.parse(page.at) + kept).toISOString() };
  for (let version = guess; ; version = (await state.get(key))?.version ?? 0) {
    if (await state.put({ ...item, version: version + 1 })) return version + 1;
  }
}

/** How news is found and laid aside. */
export function newsOn(state: Table): Pick<AlertMemory, 'news' | 'dealt'> {
  const pagesOf = (id: string) => Array.fromAsync(all(state, newsPlace, `${id}#`));
  return {
    async news(at) {
      const due = await Array.fromAsync(allDue(state, at));
      const ids = new Set(due.flatMap(({ partition, sort }) => (partition === newsPlace ? [idIn(sort)] : [])));
      const found = await Promise.all([...ids].map(async (id) => ({ id, pages: await pagesOf(id) })));
      return found.flatMap(({ id, pages }) => {
        const bodies = pages.map(({ body }) => body as Page);
        const [first] = bodies;
        return first ? [newsIn(id, first, bodies)] : [];
      });
    },
    async dealt({ id, whole }, again) {
      for (const item of await pagesOf(id)) {
        const page = item.body as Page;
        // Whoever made it whole meanwhile wants it looked at once more.
        if (page.whole !== whole) continue;
        const { due: _, ...rest } = item;
        await state.put({ ...rest, version: item.version + 1, ...(again !== undefined && { due: again }) });
      }
    },
  };
}

const idIn = (sort: string): string => sort.slice(0, sort.lastIndexOf('#'));

const newsIn = (id: string, { at, run, first, of }: Page, pages: readonly Page[]): News => ({
  ...{ id, at, first, ...(run !== undefined && { run }) },
  whole: pages.length === of && pages.every(({ whole }) => whole),
  moved: pages.flatMap(({ moved }) => moved.map(([finding, kind, cause]) => ({ finding, kind, cause }))),
});
