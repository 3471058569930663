import * as z from 'zod';
import type { Bill } from '#model';
import { draftBill, type Draft } from './draft.ts';
import { mostDetails, mostFlaws, mostPackages } from './limits.ts';
import { entriesOf, list, maybe, Misshapen, part, shaped, text } from './shape.ts';
import { subjectOf } from './subject.ts';

const document = z.object({
  SchemaVersion: z.number(),
  CreatedAt: maybe,
  ArtifactName: maybe,
  Metadata: part,
  Results: list,
});

const metadata = z.object({ ImageID: maybe, RepoDigests: list, OS: part });

const system = z.object({ Family: maybe, EOSL: z.boolean().nullish() });

const result = z.object({
  Class: maybe,
  Type: maybe,
  Packages: list,
  Vulnerabilities: list,
  ExperimentalModifiedFindings: list,
});

const modified = z.object({ Type: maybe, Status: maybe, Finding: z.unknown().optional() });

const identifier = z.object({ PURL: maybe });

const packaged = z.object({
  Name: text,
  Identifier: part,
  Version: maybe,
  Release: maybe,
  Epoch: z.number().nullish(),
  SrcName: maybe,
  SrcVersion: maybe,
  SrcRelease: maybe,
  SrcEpoch: z.number().nullish(),
});

const vulnerability = z.object({
  VulnerabilityID: text,
  VendorIDs: list,
  PkgName: text,
  PkgIdentifier: part,
  InstalledVersion: maybe,
  FixedVersion: maybe,
  Status: maybe,
  Severity: maybe,
});

/** The classes of results that packages and their flaws stand in; the others are about settings, secrets and licences. */
const classes = new Set(['os-pkgs', 'lang-pkgs']);

/**
 * A report of Trivy, schema version 2: https://trivy.dev/latest/docs/configuration/reporting/#json. Without
 * `--list-all-pkgs` it lists only the packages that have a flaw, and it may have been asked for the packages of the
 * system or for the others alone. Of a system past its support nobody publishes flaws any more. What was suppressed is
 * a flaw all the same, unless a VEX statement clears it. Throws where it is not as the format has it.
 */
export function trivyBill(content: unknown, source: string, digests: readonly string[] = []): Bill {
  const it = shaped(document, content, '');
  if (it.SchemaVersion !== 2) throw new Misshapen('SchemaVersion', `is ${it.SchemaVersion}, and 2 is read`);
  const { ImageID, RepoDigests, OS } = shaped(metadata, it.Metadata ?? {}, 'Metadata');
  const results = Array.from(entriesOf(it.Results, 'Results', mostPackages), ([value, at]) => ({
    at,
    ...shaped(result, value, at),
  })).filter((one) => classes.has(one.Class ?? '') || one.Packages !== undefined || one.Vulnerabilities !== undefined);
  const has = (kind: string): boolean => results.some((one) => one.Class === kind);
  const { Family = 'none', EOSL } = shaped(system, OS ?? {}, 'Metadata.OS');
  const hasSystem = Family !== 'none';
  const draft = draftBill();
  for (const one of results) {
    for (const [value, at] of entriesOf(one.Packages, `${one.at}.Packages`, mostPackages))
      addPackage(draft, value, at, one.Type);
    for (const [value, at] of entriesOf(one.Vulnerabilities, `${one.at}.Vulnerabilities`, mostFlaws))
      addFlaw(draft, value, at, one.Type);
    addSuppressed(draft, one, one.at);
  }
  const known = (RepoDigests ?? []).filter((one) => typeof one === 'string');
  return draft.done({
    format: 'trivy',
    source,
    subject: subjectOf(it.ArtifactName ?? known[0] ?? source, [...digests, ...known, it.ArtifactName], ImageID),
    listsAll: [...classes].every((kind) => has(kind)) && results.every((one) => one.Packages !== undefined),
    scanned: results.length > 0 && EOSL !== true && (!hasSystem || has('os-pkgs')),
    madeAt: it.CreatedAt,
  });
}

function addPackage(draft: Draft, value: unknown, at: string, kind: string | undefined): void {
  const it = shaped(packaged, value, at);
  const { PURL } = shaped(identifier, it.Identifier ?? {}, `${at}.Identifier`);
  const source = versionOf(it.SrcVersion, it.SrcRelease, it.SrcEpoch);
  const builtFrom = it.SrcName === undefined || it.SrcName === '' ? undefined : { name: it.SrcName, version: source };
  draft.add({ name: it.Name, purl: PURL, kind, version: versionOf(it.Version, it.Release, it.Epoch), builtFrom });
}

function versionOf(version: string | undefined, release: string | undefined, epoch: number | null | undefined) {
  if (version === undefined) return undefined;
  return `${epoch ? `${epoch}:` : ''}${version}${release === undefined || release === '' ? '' : `-${release}`}`;
}

function addFlaw(draft: Draft, value: unknown, at: string, kind: string | undefined): void {
  const it = shaped(vulnerability, value, at);
  const { PURL } = shaped(identifier, it.PkgIdentifier ?? {}, `${at}.PkgIdentifier`);
  const { name, version } = draft.add({ name: it.PkgName, version: it.InstalledVersion, purl: PURL, kind });
  if (it.Status === 'not_affected') return;
  draft.flaw({
    id: it.VulnerabilityID,
    aliases: Array.from(entriesOf(it.VendorIDs, `${at}.VendorIDs`, mostDetails), ([id, place]) =>
      shaped(text, id, place),
    ),
    package: name,
    ...(version !== undefined && { version }),
    ...(it.Severity !== undefined && { severity: it.Severity }),
    ...(it.FixedVersion !== undefined && { fixedIn: it.FixedVersion }),
  });
}

const cleared = new Set(['not_affected', 'fixed']);

/** What ignore files and VEX statements took from the flaws, as `--show-suppressed` tells it. */
function addSuppressed(draft: Draft, own: z.output<typeof result>, at: string): void {
  const findings = entriesOf(own.ExperimentalModifiedFindings, `${at}.ExperimentalModifiedFindings`, mostFlaws);
  for (const [value, place] of findings) {
    const { Type, Status, Finding } = shaped(modified, value, place);
    if (Type === 'vulnerability' && !cleared.has(Status ?? '')) addFlaw(draft, Finding, `${place}.Finding`, own.Type);
  }
}
