import { compareText } from '#lib/text';
import type { BillSubject } from '#model';
import { namedBy } from './package.ts';

/** The digest in `sha256:...` or `repository@sha256:...`; undefined where there is none. */
export function digestIn(reference: string | undefined): string | undefined {
  return /(?:^|@)(sha256:[0-9a-f]{64})$/i.exec(reference ?? '')?.[1]?.toLowerCase();
}

/** The digest that the package URL of an image names: `pkg:oci/name@sha256%3A...`. */
export function digestInPurl(purl: string | undefined): string | undefined {
  const named = purl === undefined ? undefined : namedBy(purl);
  return named && isImage(named.ecosystem) ? digestIn(named.version) : undefined;
}

export const isImage = (ecosystem: string): boolean => ecosystem === 'oci' || ecosystem === 'docker';

/** A subject with its digests once and in order; what is no digest is left out, and so is the one of its configuration. */
export function subjectOf(name: string, references: readonly (string | undefined)[], imageId?: string): BillSubject {
  const id = digestIn(imageId);
  const found = new Set(references.flatMap((it) => digestIn(it) ?? []));
  const digests = [...found].filter((it) => it !== id).sort(compareText);
  return { name, digests, ...(id !== undefined && { imageId: id }) };
}
