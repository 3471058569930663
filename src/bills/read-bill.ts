import * as z from 'zod';
import { clip } from '#lib/text';
import type { Bill } from '#model';
import { asCyclonedxJson, cyclonedxVersion } from './cyclonedx-xml.ts';
import { cyclonedxBill } from './cyclonedx.ts';
import { grypeBill } from './grype.ts';
import { mostDetails } from './limits.ts';
import { entriesOf, list, Misshapen, shaped } from './shape.ts';
import { asSpdxJson, isTagValue } from './spdx-tag-value.ts';
import { spdxBill } from './spdx.ts';
import { syftBill } from './syft.ts';
import { isOperators, operatorBill } from './trivy-operator.ts';
import { trivyBill } from './trivy.ts';
import { parseXml } from './xml.ts';

/** Why a document is no bill: of another kind, or of a known one and not as that one is. */
export interface NoBill {
  readonly reason: 'unrecognised' | 'malformed';
  readonly detail: string;
}

/**
 * Reads a bill of materials or a scanner's report, recognised by its shape: CycloneDX, SPDX 2, Syft, Trivy, the Trivy
 * operator and Grype, also within an in-toto statement. Content is what JSON or YAML was parsed into, or the text of an
 * XML or tag-value document.
 */
export function readBill(content: unknown, source: string): Bill | NoBill {
  try {
    return (
      (typeof content === 'string' ? textBill(content, source) : objectBill(content, source, [])) ?? other(content)
    );
  } catch (error) {
    if (error instanceof Misshapen) return { reason: 'malformed', detail: error.message };
    throw error;
  }
}

export const isBill = (it: Bill | NoBill): it is Bill => 'subject' in it;

/** Whether a text may be a bill that is neither JSON nor YAML. */
export const isBillText = (text: string): boolean => isXml(text) || isTagValue(text);

const isXml = (text: string): boolean => /^\s*</.test(text);

function textBill(text: string, source: string): Bill | undefined {
  if (isTagValue(text)) return spdxBill(asSpdxJson(text), source);
  if (!isXml(text)) return undefined;
  const root = parseXml(text);
  const version = cyclonedxVersion(root);
  return version === undefined ? undefined : cyclonedxBill(asCyclonedxJson(root, version), source);
}

const fields = z.record(z.string(), z.unknown());

function objectBill(content: unknown, source: string, digests: readonly string[]): Bill | undefined {
  const { success, data: it } = fields.safeParse(content);
  if (!success) return undefined;
  if (it['bomFormat'] === 'CycloneDX') return cyclonedxBill(it, source, digests);
  if (typeof it['spdxVersion'] === 'string') return spdxBill(it, source, digests);
  if (isOperators(it['apiVersion'])) return operatorBill(it, source);
  if ('SchemaVersion' in it && ('Results' in it || 'ArtifactName' in it)) return trivyBill(it, source, digests);
  if (Array.isArray(it['matches']) && 'source' in it) return grypeBill(it, source, digests);
  if (Array.isArray(it['artifacts']) && 'source' in it) return syftBill(it, source, digests);
  // A statement within a statement is nobody's.
  return 'predicateType' in it && digests.length === 0 ? statedBill(it, source) : undefined;
}

const statement = z.object({ subject: list, predicate: z.unknown() });
const stated = z.object({ digest: z.object({ sha256: z.string().optional() }).optional() });

/** What is attested of an image: https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md */
function statedBill(content: unknown, source: string): Bill | undefined {
  const { subject, predicate } = shaped(statement, content, '');
  const digests = Array.from(entriesOf(subject, 'subject', mostDetails), ([value, at]) => {
    const sha256 = shaped(stated, value, at).digest?.sha256;
    return `sha256:${sha256 ?? ''}`;
  });
  return digests.length === 0 ? undefined : objectBill(predicate, source, digests);
}

function other(content: unknown): NoBill {
  if (typeof content === 'string') return { reason: 'unrecognised', detail: 'a text of another kind' };
  if (typeof content !== 'object' || content === null) return { reason: 'unrecognised', detail: 'no object' };
  if (Array.isArray(content)) return { reason: 'unrecognised', detail: 'a list' };
  const keys = Object.keys(content).slice(0, 3);
  const named = keys.map((key) => clip(key, 40)).join(', ');
  return { reason: 'unrecognised', detail: keys.length === 0 ? 'an empty object' : `an object with ${named}` };
}

/** The documents in a parsed one: the items of what `kubectl get -o json` prints, else the document itself. */
export function documentsIn(content: unknown): readonly unknown[] {
  const { success, data: it } = fields.safeParse(content);
  if (!success || typeof it['kind'] !== 'string' || !it['kind'].endsWith('List')) return [content];
  return Array.isArray(it['items']) ? it['items'] : [content];
}
