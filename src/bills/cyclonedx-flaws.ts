import * as z from 'zod';
import { mostDetails } from './limits.ts';
import { entriesOf, list, maybe, Misshapen, part, shaped } from './shape.ts';

/** What a flaw is in. */
export interface Affected {
  readonly name: string;
  readonly version?: string;
}

const vulnerability = z.object({
  id: maybe,
  'bom-ref': maybe,
  references: list,
  ratings: list,
  affects: list,
  analysis: part,
});

const reference = z.object({ id: maybe });
const rating = z.object({ severity: maybe });
const analysis = z.object({ state: maybe });
const affect = z.object({ ref: maybe, versions: list });
const versionOf = z.object({ version: maybe, range: maybe, status: maybe });

/** States of an analysis that say that the flaw is none here. */
const cleared = new Set(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree']);

const severities = ['critical', 'high', 'medium', 'low', 'info', 'none', 'unknown'];

/** The flaws that a CycloneDX bill lists, but for those that its analysis clears, once for each thing affected. */
export function* flawsOf(
  vulnerabilities: readonly unknown[] | undefined,
  byRef: ReadonlyMap<string, Affected>,
  subject: string,
  most: number,
) {
  for (const [value, at] of entriesOf(vulnerabilities, 'vulnerabilities', most)) {
    const it = shaped(vulnerability, value, at);
    const id = it.id ?? it['bom-ref'];
    if (id === undefined) throw new Misshapen(`${at}.id`, 'is missing');
    const { state } = shaped(analysis, it.analysis ?? {}, `${at}.analysis`);
    if (cleared.has(state ?? '')) continue;
    const flaw = { id, aliases: aliasesOf(it.references, `${at}.references`), ...severityOf(it.ratings, at) };
    if (it.affects === undefined || it.affects.length === 0) yield { ...flaw, package: subject };
    for (const [one, place] of entriesOf(it.affects, `${at}.affects`, most)) {
      for (const { name, version } of affectedBy(one, place, byRef, most)) {
        yield { ...flaw, package: name, ...(version !== undefined && { version }) };
      }
    }
  }
}

function affectedBy(
  value: unknown,
  at: string,
  byRef: ReadonlyMap<string, Affected>,
  most: number,
): readonly Affected[] {
  const { ref = '', versions } = shaped(affect, value, at);
  const known = byRef.get(ref) ?? byRef.get(withinBill(ref));
  const { name, version } = known ?? { name: withinBill(ref), version: undefined };
  const told = Array.from(entriesOf(versions, `${at}.versions`, most), ([it, place]) => shaped(versionOf, it, place));
  const affected = told.filter(({ status }) => status !== 'unaffected');
  if (told.length > 0 && affected.length === 0) return [];
  // A known component has the version it has, whichever others of its name are affected.
  if (version !== undefined || affected.length === 0) return [{ name, ...(version !== undefined && { version }) }];
  return affected.map((it) => {
    const own = it.version ?? it.range;
    return { name, ...(own !== undefined && { version: own }) };
  });
}

/** A reference into another bill, `urn:cdx:<serial>/<version>#<ref>`, names there what may be known here, too. */
function withinBill(ref: string): string {
  const [, inner] = /^urn:cdx:[^#]*#(.+)$/s.exec(ref) ?? [];
  if (inner === undefined) return ref;
  try {
    return decodeURIComponent(inner);
  } catch (error) {
    if (error instanceof URIError) return inner;
    throw error;
  }
}

const aliasesOf = (references: readonly unknown[] | undefined, at: string): readonly string[] =>
  Array.from(entriesOf(references, at, mostDetails), ([it, place]) => shaped(reference, it, place)).flatMap(
    ({ id }) => id ?? [],
  );

/** The gravest of its ratings. */
function severityOf(ratings: readonly unknown[] | undefined, at: string): { severity?: string } {
  const told = Array.from(
    entriesOf(ratings, `${at}.ratings`, mostDetails),
    ([it, place]) => shaped(rating, it, place).severity ?? '',
  );
  const severity = severities.find((it) => told.includes(it));
  return severity === undefined ? {} : { severity };
}
