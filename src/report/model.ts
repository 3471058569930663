import type { AnyRule } from '#engine/any-rule';
import type { AllWays } from '#engine/ways';
import type { Audited } from '#engine/waivers/waiver-audit';
import type { Registered } from '#engine/waivers/waiver-register';
import { compareText, plural } from '#lib/text';
import { severities, type Control, type Finding, type Framework, type Remediation, type Scan } from '#model';
import type { Severity, TargetState } from '#model';
import type { Deadlines } from './deadlines.ts';
import type { Past } from './period/past.ts';
import { frameworkPages, type FrameworkPage } from './requirements.ts';

/** A finding with what its rule says of it. */
export interface Row {
  readonly finding: Finding;
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  readonly references: readonly string[];
  readonly control: string;
  /** The requirements that its rule answers, as `cis-eks-1.8 5.4.1`; what is only related is not among them. */
  readonly requirements: readonly string[];
  readonly fixable: boolean;
}

/** One target with how much of it was judged. */
export interface TargetRow extends TargetState {
  readonly open: number;
  readonly judged: number;
  readonly unknown: number;
  readonly causes: readonly string[];
}

/** What every format is made of: the answers first, then the rows, in one order. */
export interface Report {
  readonly scan: Scan;
  readonly rows: readonly Row[];
  readonly open: Readonly<Record<Severity, number>>;
  readonly targets: readonly TargetRow[];
  /** Open findings per place where they matter: a cluster, or the target. */
  readonly places: readonly { readonly name: string; readonly open: Readonly<Record<Severity, number>> }[];
  /** How the scan answers each framework that is satisfied or not. */
  readonly frameworks: readonly FrameworkPage[];
  readonly unreadTargets: number;
  readonly incomplete: boolean;
  readonly headline: string;
  /** The register of accepted risks; absent where nobody looked it up. */
  readonly waivers?: readonly Registered[];
  /** What should be looked at in it. */
  readonly audit?: readonly Audited[];
  /** Findings as they were last written, those that are over among them; absent where only what stands was asked for. */
  readonly remembered?: readonly Finding[];
  /** The controls in their order; absent where nobody named them. */
  readonly controls?: readonly Control[];
  /** Who reaches which port of what; absent where nobody worked it out. */
  readonly ways?: AllWays;
  /** Every plan of a fix; absent where nobody looked them up. */
  readonly remediations?: readonly Remediation[];
  /** How long findings may stand; absent where the policy does not say, or nobody knows since when they do. */
  readonly deadlines?: Deadlines;
  /** What happened in the time before; absent where nobody looked it up. */
  readonly past?: Past;
  /** What the rules say of themselves, by their ids. */
  readonly rules: ReadonlyMap<string, AnyRule>;
}

/** Makes the report of a scan. Equal scans give equal reports. */
export function reportOf(scan: Scan, rules: readonly AnyRule[], frameworks: readonly Framework[] = []): Report {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const labels = Map.groupBy(frameworks.filter(({ related }) => !related).flatMap(linesOf), ({ rule }) => rule);
  const rows = scan.findings
    .map((finding) => {
      const isMeant = ({ targets }: Line): boolean =>
        targets?.some((it) => finding.resource.target.startsWith(it)) ?? true;
      const requirements = (labels.get(finding.rule) ?? []).filter(isMeant).map(({ label }) => label);
      return rowOf(finding, byId.get(finding.rule), requirements);
    })
    .sort(byGravity);
  const open = countOpen(scan.findings);
  const unreadTargets = scan.targets.filter(({ state }) => state === 'failed').length;
  const incomplete = scan.gaps.length > 0 || scan.interrupted === true;
  return {
    scan,
    rows,
    open,
    targets: scan.targets.map((target) => targetRow(scan, target)),
    places: placesOf(scan.findings),
    frameworks: frameworkPages(scan, frameworks),
    unreadTargets,
    incomplete,
    headline: headlineOf(scan, open, unreadTargets),
    rules: byId,
  };
}

/** A rule of a framework with the requirement that it answers, and what the ids of the targets begin with that are meant. */
interface Line extends Pick<Framework, 'targets'> {
  readonly rule: string;
  readonly label: string;
}

const linesOf = ({ id, requirements, targets }: Framework): readonly Line[] =>
  requirements.flatMap((it) =>
    'manual' in it ? [] : it.rules.map((rule) => ({ rule, label: `${id} ${it.id}`, ...(targets && { targets }) })),
  );

const rowOf = (finding: Finding, rule: AnyRule | undefined, requirements: readonly string[]): Row => ({
  finding,
  title: rule?.title ?? finding.rule,
  why: rule?.why ?? '',
  fix: rule?.fix ?? '',
  references: rule?.references ?? [],
  control: rule?.control ?? '',
  requirements,
  fixable: rule?.remediation !== undefined,
});

const byGravity = ({ finding: a }: Row, { finding: b }: Row): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.rule, b.rule) ||
  compareText(a.resource.target, b.resource.target) ||
  compareText(a.resource.id, b.resource.id) ||
  compareText(a.key ?? '', b.key ?? '');

function countOpen(findings: readonly Finding[]): Record<Severity, number> {
  const open = { critical: 0, high: 0, medium: 0, low: 0 };
  for (const { severity, status } of findings) if (status === 'open') open[severity] += 1;
  return open;
}

/** The cluster that a target or a resource stands for; otherwise the target. */
export function placeOf({ resource }: Finding): string {
  if (resource.type.endsWith('.cluster')) return resource.name;
  const [, cluster] = /^k8s:.*\/([^/]+)$/.exec(resource.target) ?? [];
  return cluster ?? resource.target;
}

function placesOf(findings: readonly Finding[]): Report['places'] {
  const groups = Map.groupBy(findings, placeOf);
  return [...groups]
    .map(([name, own]) => ({ name, open: countOpen(own) }))
    .filter(({ open }) => severities.some((severity) => open[severity] > 0))
    .sort((a, b) => compareOpen(a.open, b.open) || compareText(a.name, b.name));
}

function compareOpen(a: Readonly<Record<Severity, number>>, b: Readonly<Record<Severity, number>>): number {
  const differing = severities.find((severity) => a[severity] !== b[severity]);
  return differing === undefined ? 0 : b[differing] - a[differing];
}

function targetRow({ findings, judgements, gaps }: Scan, target: TargetState): TargetRow {
  const own = judgements.filter(({ resource }) => resource.target === target.id);
  const causes = gaps.filter((gap) => gap.target === target.id).map(({ api, reason }) => `${api} ${reason}`);
  return {
    ...target,
    open: findings.filter(({ resource, status }) => resource.target === target.id && status === 'open').length,
    judged: own.filter(({ verdict }) => verdict === 'pass' || verdict === 'fail').length,
    unknown: own.filter(({ verdict }) => verdict === 'unknown').length,
    causes: [...new Set(causes)].sort(compareText),
  };
}

function headlineOf({ totals }: Scan, open: Readonly<Record<Severity, number>>, unread: number): string {
  const grave = open.critical + open.high;
  const found =
    grave > 0
      ? `${plural(open.critical, 'critical finding')} and ${plural(open.high, 'high finding')} are open`
      : 'Nothing critical or high is open';
  const checks = totals.unknown > 0 ? `; ${plural(totals.unknown, 'check')} could not be made` : '';
  const targets = unread > 0 ? `, and ${plural(unread, 'target')} could not be read` : '';
  return `${found}${checks}${targets}.`;
}
