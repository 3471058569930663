import * as z from 'zod';
import type { Bill } from '#model';
import { anchoreSubject } from './anchore-source.ts';
import { draftBill } from './draft.ts';
import { mostPackages } from './limits.ts';
import { entriesOf, list, maybe, shaped, text } from './shape.ts';

const document = z.object({ artifacts: list, source: z.unknown().optional() });

/** A package as Syft and Grype write it: https://github.com/anchore/syft/tree/main/schema/json */
export const artifact = z.object({ name: text, version: maybe, type: maybe, purl: maybe });

/** A bill in Syft's own format. It lists no flaws. Throws where it is not as the format has it. */
export function syftBill(content: unknown, source: string, digests: readonly string[] = []): Bill {
  const { artifacts, source: lookedAt } = shaped(document, content, '');
  const draft = draftBill();
  for (const [value, at] of entriesOf(artifacts, 'artifacts', mostPackages)) {
    const { name, version, type, purl } = shaped(artifact, value, at);
    draft.add({ name, version, purl, kind: type });
  }
  return draft.done({
    format: 'syft',
    source,
    subject: anchoreSubject(lookedAt, digests, source),
    listsAll: true,
    scanned: false,
    madeAt: undefined,
  });
}
