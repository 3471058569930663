import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { Resource, Snapshot } from '#model';
import type { Files } from './files.ts';

const buckets = 16;

interface Manifest extends Omit<Snapshot, 'resources'> {
  readonly chunks: readonly string[];
}

const placeOf = (id: string): string => `snapshots/${id.slice(0, 2)}/${id}.json`;
const chunkOf = (digest: string): string => `chunks/${digest.slice(0, 2)}/${digest}.json`;

/** Writes a snapshot in content-addressed chunks per type and bucket; an unchanged one writes nothing. */
export async function putSnapshot(files: Files, snapshot: Snapshot): Promise<void> {
  if ((await files.get(placeOf(snapshot.id))) !== undefined) return;
  const groups = new Map<string, Resource[]>();
  for (const it of snapshot.resources) {
    const name = `${it.type}/${Number.parseInt(sha256(it.id).slice(0, 4), 16) % buckets}`;
    groups.set(name, [...(groups.get(name) ?? []), it]);
  }
  const chunks: string[] = [];
  for (const group of groups.values()) {
    const body = canonicalJson(group);
    const digest = sha256(body);
    await files.put(chunkOf(digest), body);
    chunks.push(digest);
  }
  const { resources: _, ...rest } = snapshot;
  await files.put(placeOf(snapshot.id), canonicalJson({ ...rest, chunks }));
}

/** A stored snapshot by its id; undefined when it is not there. */
export async function getSnapshot(files: Files, id: string): Promise<Snapshot | undefined> {
  const body = await files.get(placeOf(id));
  if (body === undefined) return undefined;
  const { chunks, ...manifest } = JSON.parse(body) as Manifest;
  const bodies = await Promise.all(chunks.map((digest) => files.get(chunkOf(digest))));
  const resources = bodies.flatMap((chunk) => (chunk === undefined ? [] : (JSON.parse(chunk) as Resource[])));
  return { ...manifest, resources };
}
