import { logPath, packOf, proves, type Packed, type PackFile, type Signer } from '#app/pack/manifest';
import { logUntil } from '#app/pack/log';
import { lastMoved } from '#app/pack/moment';
import { typesOf } from '#engine/ruleset';
import { chainOf, type ChainEnd } from '#lib/hash-chain';
import { forJson } from '#lib/escape/json';
import type { Instant, Memory, PolicyDocument, RunTarget, Scan } from '#model';
import { coverageOf } from '#report/pack/coverage';
import { evidenceOf, evidencePath } from '#report/pack/evidence';
import { requirementsCsv, waiversCsv } from '#report/pack/registers';
import type { Report } from '#report/model';
import { redacted } from '#report/output';
import { rules } from '#rules/catalog.gen';
import { written } from '../formats.ts';
import { version } from '../version.ts';

/** What a pack takes from a store beside the report: where the targets were read, and what the ledger says. */
export interface PackSource {
  readonly asOf: Instant;
  readonly targets: readonly RunTarget[];
  readonly log: ChainEnd & { readonly text: string };
}

/** Which moment of which scan is packed. */
export interface PackMoment {
  readonly scan: Scan;
  readonly file: PolicyDocument;
  readonly at: Instant;
  /** Without a moment that was named, a pack is of the last one by then at which anything moved. */
  readonly isNamed: boolean;
}

/** Takes from the store what it says of a scan up to a moment. */
export async function packSource(memory: Memory, { scan, file, at, isNamed }: PackMoment): Promise<PackSource> {
  const log = await logUntil(memory, at);
  return {
    asOf: isNamed ? at : await lastMoved({ scan, memory, file, loggedAt: log.at(-1)?.at, now: at }),
    targets: await memory.targets(scan.id),
    log: chainOf(log.map(({ entry, ...about }) => ({ ...about, entry: redacted(entry) }))),
  };
}

/** What of a pack is asked for. */
export interface PackWish {
  readonly frameworks: readonly string[];
  readonly signer?: Signer;
}

/** Every file of the evidence pack of a report. The same question about what has not moved gives the same bytes. */
export const packFiles = (report: Report, source: PackSource, wish: PackWish): Promise<readonly PackFile[]> =>
  packOf(packedOf(report, source, wish));

/** What the evidence pack of a report is made from. */
export function packedOf(report: Report, { asOf, targets, log }: PackSource, { frameworks, signer }: PackWish): Packed {
  const { scan, rows, waivers = [] } = report;
  const calls = new Map(typesOf(rules).map(({ name, reads }) => [name, reads]));
  const from = { scan, targets: new Map(targets.map((it) => [it.id, it])), calls };
  const options = { verdicts: true };
  const documents = [
    { path: 'README.txt', text: readme },
    { path: 'report.json', text: written.json.text(report, options) },
    { path: 'report.html', text: written.html.text(report, options) },
    { path: 'report.oscal.json', text: written.oscal.text(report, options) },
    { path: 'findings.csv', text: written.csv.text(report, options) },
    { path: 'requirements.csv', text: requirementsCsv(report) },
    { path: 'waivers.csv', text: waiversCsv(waivers) },
    { path: 'coverage.json', text: forJson(coverageOf(report, targets), 2) },
    ...rows.map((row) => ({ path: evidencePath(row.finding.id), text: forJson(evidenceOf(row, from), 2) })),
  ];
  return {
    ...{ scan, asOf, version, log, frameworks, incomplete: report.incomplete },
    files: [...documents.map(({ path, text }) => ({ path, text: `${text}\n` })), { path: logPath, text: log.text }],
    ...(signer && { signer }),
  };
}

const readme = `An evidence pack of Shoalwatch.

manifest.json      every file with its size and SHA-256, where the log ends, what this proves and what it does not
manifest.sig.json  the signature of manifest.json and the public key, where somebody signed it
report.html        to read; report.json and report.oscal.json say the same for programs
findings.csv       every open or accepted finding
requirements.csv   how each requirement stands: met, not met, waived, not assessed, manual
waivers.csv        the register of accepted risks
coverage.json      what should have been read, what was, and what was not and why
evidence/          one file for each finding: what was found, what was expected, when and by which calls it was read
log.jsonl          every move of a finding and every decision, the oldest first; each line names the SHA-256 of the one before

shoalwatch verify FOLDER looks through all of it without a network. By hand: sha256sum of each file against manifest.json.

It proves: ${proves.proves}
It does not prove: ${proves.doesNotProve}`;
