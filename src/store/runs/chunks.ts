import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { compareText } from '#lib/text';
import type { Resource, Snapshot } from '#model';
import { abreast } from '#lib/abreast';
import type { Files } from '../files.ts';
import { kept } from '../lost.ts';

const buckets = 16;
/** How many files are read at once: as many as a client of S3 has sockets for. */
const reading = 50;

interface Manifest extends Omit<Snapshot, 'resources'> {
  readonly chunks: readonly string[];
}

/** Where a snapshot lies. */
export const snapshotPlace = (id: string): string => `snapshots/${id.slice(0, 2)}/${id}.json`;
const chunkOf = (digest: string): string => `chunks/${digest.slice(0, 2)}/${digest}.json`;

/** What is known before a snapshot is written. */
export interface Known {
  /** The snapshot of the same target that the last run wrote. */
  readonly last: string | undefined;
  /** Whether to look if what was written is still there; without it the last snapshot is taken to be whole. */
  readonly recheck: boolean;
  /** How many chunks are written at once. */
  readonly width: number;
}

/** The files that the body of a snapshot is put together from. */
export const chunksIn = (body: string): readonly string[] => (JSON.parse(body) as Manifest).chunks.map(chunkOf);

/** Writes a snapshot in content-addressed chunks; an unchanged one writes nothing. */
export async function putSnapshot(files: Files, snapshot: Snapshot, { last, recheck, width }: Known): Promise<void> {
  const place = snapshotPlace(snapshot.id);
  if (!recheck && last === snapshot.id) return;
  const stands = recheck && (await files.has(place)) ? await manifestAt(files, place) : undefined;
  if (stands && (await abreast(stands.chunks, reading, (it) => files.has(chunkOf(it)))).every(Boolean)) return;
  const before = recheck || last === undefined ? undefined : await manifestAt(files, snapshotPlace(last));
  const known = new Set(before?.chunks);
  const bodies = new Map(chunksOf(snapshot).map((body) => [sha256(body), body]));
  const fresh = [...bodies].filter(([digest]) => !known.has(digest));
  await abreast(fresh, width, async ([digest, body]) => {
    // Asking costs a bucket's owner less than a write that is refused.
    if (!recheck || !(await files.has(chunkOf(digest)))) await files.put(chunkOf(digest), body);
  });
  const { resources: _, ...rest } = snapshot;
  const chunks = [...bodies.keys()];
  if (!stands) await files.put(place, canonicalJson({ ...rest, chunks }));
}

/** A stored snapshot by its id. Throws a ShoalwatchError where any part of it is missing: half of it would be a false pass. */
export async function getSnapshot(files: Files, id: string, target: string): Promise<Snapshot> {
  const body = await kept(files, snapshotPlace(id), `it is the snapshot of ${target}`);
  const { chunks, ...manifest } = JSON.parse(body) as Manifest;
  const what = `a part of the snapshot of ${target}`;
  const bodies = await abreast(chunks, reading, (digest) => kept(files, chunkOf(digest), what, digest));
  const resources = bodies.flatMap((chunk) => JSON.parse(chunk) as Resource[]);
  // In the order in which they were judged: what names several of them says the same again.
  return { ...manifest, resources: resources.sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id)) };
}

/**
 * Resources by type and bucket, as long as such a group is worth a file of its own: what is smaller lies together, for each
 * file is paid for when it is read.
 */
function chunksOf({ resources }: Snapshot): readonly string[] {
  const written = resources.map((it): Written => ({ type: it.type, id: it.id, text: canonicalJson(it) }));
  const groups = [...Map.groupBy(written, ({ type, id }) => `${type}/${bucketOf(id, buckets)}`).values()];
  const large = groups.filter((it) => sizeOf(it) >= small);
  const rest = groups.filter((it) => sizeOf(it) < small).flat();
  const shelves = bucketsFor(sizeOf(rest));
  const together = Map.groupBy(rest, ({ id }) => bucketOf(id, shelves));
  return [...large, ...together.values()].map((own) => `[${own.map(({ text }) => text).join(',')}]`);
}

/** A resource, with its bytes. */
interface Written extends Pick<Resource, 'type' | 'id'> {
  readonly text: string;
}

/** How long the array of these is. */
const sizeOf = (own: readonly Written[]): number =>
  own.reduce((sum, { text }) => sum + text.length, 0) + Math.max(0, own.length - 1) + 2;

const bucketOf = (id: string, among: number): number => Number.parseInt(sha256(id).slice(0, 4), 16) % among;

/** A file of the rest holds about so many characters. */
const small = 64 * 1024;

/** Doubling keeps most of the files as they are when something is added. */
const bucketsFor = (size: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, size / (4 * small))));

async function manifestAt(files: Files, place: string): Promise<Manifest | undefined> {
  const body = await files.get(place);
  return body === undefined ? undefined : (JSON.parse(body) as Manifest);
}
