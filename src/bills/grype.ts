import * as z from 'zod';
import type { Bill } from '#model';
import { anchoreSubject } from './anchore-source.ts';
import { draftBill, type Draft } from './draft.ts';
import { mostDetails, mostFlaws } from './limits.ts';
import { entriesOf, list, maybe, part, shaped, text } from './shape.ts';
import { artifact } from './syft.ts';

const document = z.object({ matches: list, ignoredMatches: list, source: z.unknown().optional(), descriptor: part });
const descriptor = z.object({ timestamp: maybe });
const match = z.object({ vulnerability: z.unknown(), relatedVulnerabilities: list, artifact: z.unknown() });
const vulnerability = z.object({ id: text, severity: maybe, fix: part });
const ignored = z.object({ appliedIgnoreRules: list });
const rule = z.object({ 'vex-status': maybe });
const related = z.object({ id: maybe });
const fix = z.object({ versions: list });

/**
 * A report of Grype: the packages that have a known flaw, and no others. What its filters ignored, as those that no
 * version fixes, is there all the same, unless a VEX statement clears it. Throws where it is not as the format has it.
 */
export function grypeBill(content: unknown, source: string, digests: readonly string[] = []): Bill {
  const { matches, ignoredMatches, source: lookedAt, descriptor: made } = shaped(document, content, '');
  const draft = draftBill();
  for (const [value, at] of entriesOf(matches, 'matches', mostFlaws)) addMatch(draft, value, at);
  for (const [value, at] of entriesOf(ignoredMatches, 'ignoredMatches', mostFlaws))
    if (!isCleared(value, at)) addMatch(draft, value, at);
  return draft.done({
    format: 'grype',
    source,
    subject: anchoreSubject(lookedAt, digests, source),
    listsAll: false,
    scanned: true,
    madeAt: shaped(descriptor, made ?? {}, 'descriptor').timestamp,
  });
}

function addMatch(draft: Draft, value: unknown, at: string): void {
  const found = shaped(match, value, at);
  const { name, version, type, purl } = shaped(artifact, found.artifact, `${at}.artifact`);
  const it = draft.add({ name, version, purl, kind: type });
  const flaw = shaped(vulnerability, found.vulnerability, `${at}.vulnerability`);
  const { versions } = shaped(fix, flaw.fix ?? {}, `${at}.vulnerability.fix`);
  draft.flaw({
    id: flaw.id,
    aliases: relatedTo(found.relatedVulnerabilities, `${at}.relatedVulnerabilities`),
    package: it.name,
    ...(it.version !== undefined && { version: it.version }),
    ...(flaw.severity !== undefined && { severity: flaw.severity }),
    fixedIn: (versions ?? []).filter((one) => typeof one === 'string').join(', '),
  });
}

const cleared = new Set(['not_affected', 'fixed']);

function isCleared(value: unknown, at: string): boolean {
  const { appliedIgnoreRules } = shaped(ignored, value, at);
  const rules = Array.from(entriesOf(appliedIgnoreRules, `${at}.appliedIgnoreRules`, mostDetails), ([it, place]) =>
    shaped(rule, it, place),
  );
  return rules.some((it) => cleared.has(it['vex-status'] ?? ''));
}

const relatedTo = (values: readonly unknown[] | undefined, at: string): readonly string[] =>
  Array.from(entriesOf(values, at, mostDetails), ([it, place]) => shaped(related, it, place)).flatMap(
    ({ id }) => id ?? [],
  );
