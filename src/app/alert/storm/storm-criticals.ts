import { clip } from '#lib/text';
import type { Finding } from '#model';
import type { Lead, StormView } from '#notify/views';
import { leadOf } from '../bulletins/baseline.ts';
import { keepBulletin } from '../bulletins/bulletins.ts';
import type { Ground } from '../desk.ts';

/** Messages that name criticals alone, beside the one of the storm itself. */
const mostPages = 3;

/** What rows may take in a message, in bytes: all of it is below 12,000, and the first one says other things, too. */
const budgets = [6000, 9500, 9500, 9500] as const;

/** Rows of one message: they have to fit in their shortest form, too. */
const mostRows = 150;

/** How much of what it says is kept for a row. */
const longest = { says: 90, where: 40 } as const;

/** So many lead to the console from the first message. */
const withLinks = 10;

/** Those that no message has room for are named by the other way, so many at once. */
const mostLines = 200;

/** Which message of a storm names which critical. */
export interface Named {
  /** The first is the storm's own. */
  readonly pages: readonly (readonly Lead[])[];
  /** Those that no message has room for. */
  readonly left: readonly Lead[];
}

/** The bulletin of a storm that names criticals alone, counted from 1. */
export const pageId = (storm: string, page: number): string => `${storm.replace('n-storm-', 'n-criticals-')}-${page}`;

/** Who is named by the messages of a storm that name criticals alone. */
export async function namedBefore({ desk }: Ground, storm: string): Promise<readonly (readonly Lead[])[]> {
  const pages: (readonly Lead[])[] = [];
  for (let page = 1; page <= mostPages; page += 1) {
    const stored = await desk.memory.alerts.bulletin(pageId(storm, page));
    if (!stored) break;
    pages.push((stored.bulletin.says as StormView).criticals);
  }
  return pages;
}

/** Gives each new critical a row in the first message that has room. Who has a row keeps it. */
export function named(ground: Ground, was: readonly (readonly Lead[])[], findings: readonly Finding[]): Named {
  const known = new Set(was.flat().map(({ finding }) => finding));
  const pages = was.map((it) => [...it]);
  const left: Lead[] = [];
  for (const it of findings) {
    if (it.severity !== 'critical' || known.has(it.id)) continue;
    const lead = rowOf(ground, it, known.size < withLinks);
    known.add(it.id);
    const page = roomFor(pages, lead);
    if (page === undefined) left.push(lead);
    else (pages[page] ??= []).push(lead);
  }
  return { pages, left };
}

/** Keeps the messages that name criticals alone, as far as they say something new. Answers which there are. */
export async function keepPages(
  ground: Ground,
  storm: { readonly id: string; readonly channel: string; readonly where: string; readonly since: string },
  pages: Named['pages'],
  due: string,
): Promise<readonly string[]> {
  const { id, channel, where, since } = storm;
  const ids: string[] = [];
  let from = 1 + (pages[0]?.length ?? 0);
  for (const [at, criticals] of pages.entries()) {
    if (at === 0) continue;
    const says: Omit<StormView, 'id' | 'render' | 'style' | 'may'> = {
      ...{ is: 'storm', where, since, lasts: 0, calm: true, byRule: [], count: criticals.length },
      ...{ from, criticals },
    };
    ids.push(pageId(id, at));
    await keepBulletin(ground, { id: pageId(id, at), channel, says }, due);
    from += criticals.length;
  }
  return ids;
}

/** Says by the other way who is named by no message. */
export async function tellUnnamed({ desk }: Ground, channel: string, left: readonly Lead[]): Promise<void> {
  if (left.length === 0) return;
  const lines = left.slice(0, mostLines).map(({ says, where, finding }) => `CRITICAL  ${says}  ${where}  ${finding}`);
  const more = left.length - lines.length;
  const head = `The storm in ${channel} has more criticals than its messages can name. These ${left.length} are named there by none:`;
  await desk.fallback.tell([head, ...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n'));
  desk.note?.('fallback', channel, `${left.length} criticals have no room`);
}

/** The last message that names anybody, or one after it: rows are numbered through. */
function roomFor(pages: readonly (readonly Lead[])[], lead: Lead): number | undefined {
  for (let page = Math.max(0, pages.length - 1); page <= mostPages; page += 1) {
    const rows = pages[page] ?? [];
    const taken = rows.reduce((sum, it) => sum + weightOf(it), 0);
    if (rows.length < mostRows && taken + weightOf(lead) <= (budgets[page] ?? 0)) return page;
  }
  return undefined;
}

function rowOf(ground: Ground, finding: Finding, isLinked: boolean): Lead {
  const { finding: id, severity, says, where, url, owner } = leadOf(ground, finding);
  const row = { finding: id, severity, says: clip(says, longest.says), where: clip(where, longest.where) };
  return isLinked ? { ...row, url, owner } : row;
}

/** What a row takes at most once it is drawn, in bytes. */
const weightOf = ({ says, where }: Lead): number => 18 + weight(says) + weight(where);

/** Plain characters are one byte; what is escaped, written out, or beyond ASCII is counted as the longest it can become. */
function weight(text: string): number {
  const plain = text.match(/[A-Za-z0-9 .,:;/()'+=-]/g)?.length ?? 0;
  return plain + (text.length - plain) * 8;
}
