import type { Reread } from '#engine/moved/refresh';
import { abreast } from '#lib/abreast';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { parseInstant } from '#lib/time';
import type { Change, Gap, Instant, Reading, Touched } from '#model';
import type { Key, Page } from '#store/table';
import { day, expiryIn, type Stack } from './stack.ts';

/** A re-read as it is known of: what it answered lies in a file. */
export interface KeptReread {
  /** When the read began: re-reads and sweeps count in this order, whenever they end. */
  readonly began: Instant;
  readonly target: string;
  readonly asked: readonly Touched[];
  readonly path: string;
  /** The change that it was made for. */
  readonly by: Pick<Change, 'eventId' | 'at'>;
  /** Whether it was judged for that change. */
  readonly judged?: true;
}

/** One as it stands in the order of all. */
export interface ShelvedReread extends KeptReread, Key {
  readonly version: number;
}

type Shelf = Pick<Stack, 'files' | 'work' | 'clock'>;

const partition = 'rereads';

/** No sweep takes longer, so that one that is judged finds all that were made meanwhile. */
const kept = 8 * day;

/**
 * The instant of a read that begins now: behind those of all that were kept before, and behind the sweep's that stands, whatever
 * the clocks of others say.
 */
export async function beganIn({ work, clock }: Pick<Shelf, 'work' | 'clock'>, stood: Instant): Promise<Instant> {
  const { items } = await work.query(partition, '', { newestFirst: true, limit: 1 });
  const newest = parseInstant(items[0]?.sort.split(' ')[0] ?? '') ?? 0;
  return new Date(Math.max(clock.now(), newest + 1, (parseInstant(stood) ?? 0) + 1)).toISOString();
}

/** Keeps what was read after a change: the file first, then where it stands in the order. */
export async function keepReread(shelf: Shelf, by: KeptReread['by'], began: Instant, it: Reread): Promise<void> {
  const { id: target } = it.reading.target;
  const [place, event] = [sha256(target).slice(0, 32), sha256(by.eventId).slice(0, 16)];
  const path = `rereads/${place}/${began} ${event}.json`;
  const { gone, asked, ...rest } = it;
  await shelf.files.put(path, canonicalJson({ ...rest, asked, gone: [...gone] }));
  const body = { target, asked, path, by };
  const expires = expiryIn(shelf, kept);
  await shelf.work.put({ partition, sort: `${began} ${place} ${event}`, version: 1, body, expires });
}

/** Marks re-reads as judged. Whoever lost the right to judge to another one has marked nothing of what that one marked. */
export async function markJudged(
  shelf: Pick<Shelf, 'work' | 'clock'>,
  rereads: readonly ShelvedReread[],
): Promise<void> {
  await abreast(rereads, width, ({ partition: _, sort, version, began: __, ...body }) => {
    const expires = expiryIn(shelf, kept);
    return shelf.work.put({ partition, sort, version: version + 1, body: { ...body, judged: true }, expires });
  });
}

/** Marks that are written at once. */
const width = 16;

/** The re-reads that began at an instant or after it, in the order in which they did. */
export async function rereadsSince({ work }: Pick<Shelf, 'work'>, since: Instant): Promise<readonly ShelvedReread[]> {
  const found: ShelvedReread[] = [];
  let from: string | undefined;
  do {
    const page: Page = await work.query(partition, '', { newestFirst: true, limit: 100, ...(from && { from }) });
    for (const { sort, version, body } of page.items) {
      const began = sort.slice(0, sort.indexOf(' '));
      if (began < since) return found.reverse();
      found.push({ partition, sort, version, began, ...(body as Omit<KeptReread, 'began'>) });
    }
    from = page.next;
  } while (from !== undefined);
  return found.reverse();
}

/** What the own reads of some re-reads answered that it does not exist. */
export async function goneBy(
  shelf: Pick<Shelf, 'files'>,
  rereads: readonly KeptReread[],
): Promise<ReadonlySet<string>> {
  const bodies = await Promise.all(rereads.map(({ path }) => shelf.files.get(path)));
  return new Set(bodies.flatMap((body) => (body === undefined ? [] : bodyOf(body).gone)));
}

type Body = Omit<Reread, 'gone'> & { readonly gone: readonly string[] };

const bodyOf = (text: string): Body => JSON.parse(text) as Body;

/** What a re-read answered. One whose file is lost answered nothing: what it was asked about is unread then. */
export async function openReread({ files }: Pick<Shelf, 'files'>, it: KeptReread, old: Reading): Promise<Reread> {
  const body = await files.get(it.path);
  if (body === undefined) return lostReread(it, old);
  const { gone, ...rest } = bodyOf(body);
  return { ...rest, gone: new Set(gone) };
}

function lostReread({ began, target, asked, path }: KeptReread, old: Reading): Reread {
  const gaps = asked.map(({ type, id }): Gap => ({
    ...{ target, api: type, reason: 'stale', types: [type], ...(id !== undefined && { resource: id }) },
    detail: `What was read at ${began} after a change is lost from the store: ${path}`,
  }));
  const reading = { target: old.target, startedAt: began, resources: [], complete: [], gaps };
  return { reading, asked, gone: new Set() };
}
