import * as z from 'zod';
import type { Bill } from '#model';
import { cyclonedxBill } from './cyclonedx.ts';
import { draftBill } from './draft.ts';
import { mostFlaws } from './limits.ts';
import { entriesOf, list, maybe, Misshapen, part, shaped, text } from './shape.ts';
import { digestIn, subjectOf } from './subject.ts';

const resource = z.object({ apiVersion: text, kind: text, report: part });

const report = z.object({
  updateTimestamp: maybe,
  registry: part,
  artifact: part,
  components: part,
  vulnerabilities: list,
  summary: part,
});

const artifact = z.object({ repository: maybe, digest: maybe, tag: maybe });
const registry = z.object({ server: maybe });

const vulnerability = z.object({
  vulnerabilityID: text,
  resource: text,
  installedVersion: maybe,
  fixedVersion: maybe,
  severity: maybe,
  packagePURL: maybe,
});

const boms = new Set(['SbomReport', 'ClusterSbomReport']);
const scans = new Set(['VulnerabilityReport', 'ClusterVulnerabilityReport']);

/** Whether a document is an object of the Trivy operator. */
export const isOperators = (apiVersion: unknown): boolean =>
  typeof apiVersion === 'string' && apiVersion.startsWith('aquasecurity.github.io/');

/**
 * What the Trivy operator stores of an image in a cluster: a CycloneDX bill, or the flaws it found.
 * https://aquasecurity.github.io/trivy-operator/latest/docs/crds/. Undefined for its other reports. Throws where it is
 * not as the format has it.
 */
export function operatorBill(content: unknown, source: string): Bill | undefined {
  const { kind, report: body } = shaped(resource, content, '');
  if (!boms.has(kind) && !scans.has(kind)) return undefined;
  if (body === undefined) throw new Misshapen('report', 'is missing');
  const it = shaped(report, body, 'report');
  const { repository, digest, tag } = shaped(artifact, it.artifact ?? {}, 'report.artifact');
  const { server } = shaped(registry, it.registry ?? {}, 'report.registry');
  const path = [server, repository].filter((one) => one !== undefined).join('/');
  const name = path === '' ? source : tag === undefined ? path : `${path}:${tag}`;
  if (boms.has(kind)) {
    if (it.components === undefined) throw new Misshapen('report.components', 'is missing');
    return cyclonedxBill(it.components, source, [digest ?? ''], name);
  }
  const draft = draftBill();
  for (const [value, at] of entriesOf(it.vulnerabilities, 'report.vulnerabilities', mostFlaws)) {
    const one = shaped(vulnerability, value, at);
    const { name: own, version } = draft.add({
      name: one.resource,
      version: one.installedVersion,
      purl: one.packagePURL,
    });
    draft.flaw({
      id: one.vulnerabilityID,
      package: own,
      ...(version !== undefined && { version }),
      ...(one.severity !== undefined && { severity: one.severity }),
      ...(one.fixedVersion !== undefined && { fixedIn: one.fixedVersion }),
    });
  }
  return draft.done({
    format: 'trivy',
    source,
    subject: subjectOf(name, [digestIn(digest)]),
    listsAll: false,
    scanned: it.vulnerabilities !== undefined && it.vulnerabilities.length >= countedIn(it.summary),
    madeAt: it.updateTimestamp,
  });
}

const counts = ['critical', 'high', 'medium', 'low', 'unknown', 'none'].map((it) => `${it}Count`);

/** How many flaws the summary of a report counts. */
const countedIn = (summary: Readonly<Record<string, unknown>> | undefined): number =>
  counts.map((key) => summary?.[key]).reduce<number>((sum, it) => sum + (typeof it === 'number' ? it : 0), 0);
