import * as z from 'zod';
import { clip } from '#lib/text';
import type { Bill } from '#model';
import { draftBill } from './draft.ts';
import { mostDetails, mostPackages } from './limits.ts';
import { namedBy } from './package.ts';
import { entriesOf, list, maybe, Misshapen, part, shaped, text } from './shape.ts';
import { digestInPurl, isImage, subjectOf } from './subject.ts';

const document = z.object({
  spdxVersion: text,
  name: maybe,
  creationInfo: part,
  documentDescribes: list,
  packages: list,
  relationships: list,
});

const creation = z.object({ created: maybe });

const packaged = z.object({
  name: text,
  SPDXID: maybe,
  versionInfo: maybe,
  externalRefs: list,
  checksums: list,
  attributionTexts: list,
  primaryPackagePurpose: maybe,
});

const reference = z.object({ referenceType: maybe, referenceLocator: maybe });
const checksum = z.object({ algorithm: maybe, checksumValue: maybe });
const relationship = z.object({ spdxElementId: maybe, relatedSpdxElement: maybe, relationshipType: maybe });

/**
 * An SPDX 2 bill: https://spdx.github.io/spdx-spec/v2.3/. It lists no flaws. `digests` are those that a wrapper names.
 * Throws where it is not as the format has it.
 */
export function spdxBill(content: unknown, source: string, digests: readonly string[] = []): Bill {
  const it = shaped(document, content, '');
  const { spdxVersion, name, creationInfo, documentDescribes, packages, relationships } = it;
  if (!/^SPDX-2\.\d+$/.test(spdxVersion))
    throw new Misshapen('spdxVersion', `is ${clip(spdxVersion, 40)}, and SPDX-2.x is read`);
  const { created } = shaped(creation, creationInfo ?? {}, 'creationInfo');
  const described = describedBy(documentDescribes, relationships);
  const draft = draftBill();
  const roots: Root[] = [];
  for (const [value, at] of entriesOf(packages, 'packages', mostPackages)) {
    const it = shaped(packaged, value, at);
    const purl = purlOf(it.externalRefs, at);
    const isContainer = it.primaryPackagePurpose === 'CONTAINER' || isImage(namedBy(purl ?? '')?.ecosystem ?? '');
    if (described.has(it.SPDXID ?? '')) roots.push(rootOf(it, purl, isContainer, at));
    if (!isContainer) draft.add({ name: it.name, version: it.versionInfo, purl });
  }
  // Where several packages are described, none of them is what all the others are in.
  const root = roots.length === 1 ? roots[0] : undefined;
  return draft.done({
    format: 'spdx',
    source,
    subject: subjectOf(root?.name ?? name ?? source, [...digests, ...(root?.digests ?? [])], root?.imageId),
    listsAll: (packages?.length ?? 0) > 0,
    scanned: false,
    madeAt: created,
  });
}

interface Root {
  readonly name: string;
  readonly digests: readonly (string | undefined)[];
  readonly imageId?: string | undefined;
}

function rootOf(it: z.output<typeof packaged>, purl: string | undefined, isContainer: boolean, at: string): Root {
  const sums = Array.from(entriesOf(it.checksums, `${at}.checksums`, mostDetails), ([one, place]) =>
    shaped(checksum, one, place),
  );
  const sha256 = sums.flatMap(({ algorithm, checksumValue = '' }) =>
    algorithm === 'SHA256' ? `sha256:${checksumValue}` : [],
  );
  const said = (it.attributionTexts ?? []).filter((one) => typeof one === 'string');
  const after = (label: string): readonly string[] =>
    said.flatMap((one) => (one.startsWith(label) ? one.slice(label.length).trim() : []));
  return {
    name: it.name,
    digests: [digestInPurl(purl), ...(isContainer ? [it.versionInfo, ...sha256] : []), ...after('RepoDigest:')],
    imageId: after('ImageID:')[0],
  };
}

function purlOf(references: readonly unknown[] | undefined, at: string): string | undefined {
  for (const [value, place] of entriesOf(references, `${at}.externalRefs`, mostDetails)) {
    const { referenceType, referenceLocator } = shaped(reference, value, place);
    if (referenceType === 'purl') return referenceLocator;
  }
  return undefined;
}

/** The packages that the document is about, by their ids. */
function describedBy(
  listed: readonly unknown[] | undefined,
  relationships: readonly unknown[] | undefined,
): ReadonlySet<string> {
  const found = new Set((listed ?? []).filter((it) => typeof it === 'string'));
  for (const [value, at] of entriesOf(relationships, 'relationships', 10 * mostPackages)) {
    const { spdxElementId, relatedSpdxElement, relationshipType } = shaped(relationship, value, at);
    if (relationshipType === 'DESCRIBES' && relatedSpdxElement !== undefined) found.add(relatedSpdxElement);
    if (relationshipType === 'DESCRIBED_BY' && spdxElementId !== undefined) found.add(spdxElementId);
  }
  return found;
}
