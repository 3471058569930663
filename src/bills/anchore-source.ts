import * as z from 'zod';
import type { BillSubject } from '#model';
import { list, maybe, part, shaped } from './shape.ts';
import { subjectOf } from './subject.ts';

const source = z.object({ name: maybe, version: maybe, target: z.unknown().optional(), metadata: part });

const image = z.object({
  userInput: maybe,
  imageID: maybe,
  manifestDigest: maybe,
  repoDigests: list,
});

/**
 * What Syft and Grype say they looked at. For an image they tell the digest of its manifest, those that registries know
 * it by, and that of its configuration; for a folder or file only its path.
 */
export function anchoreSubject(value: unknown, digests: readonly string[], otherwise: string): BillSubject {
  if (value === undefined || value === null) return subjectOf(otherwise, digests);
  const { name, version, target, metadata } = shaped(source, value, 'source');
  if (typeof target === 'string') return subjectOf(target === '' ? otherwise : target, digests);
  const it = shaped(image, metadata ?? target ?? {}, metadata ? 'source.metadata' : 'source.target');
  const known = (it.repoDigests ?? []).filter((one) => typeof one === 'string');
  const named = it.userInput ?? name ?? otherwise;
  // A reference by digest is what was asked for: of an index it is the index, whose image the manifest then is.
  return subjectOf(named, [...digests, it.manifestDigest, ...known, version, it.userInput], it.imageID);
}
