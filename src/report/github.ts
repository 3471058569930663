import { forTerminalLine } from '#lib/escape/terminal';
import { forWorkflowMessage, forWorkflowProperty } from '#lib/escape/workflow-command';
import { plural, redactSecrets } from '#lib/text';
import type { Finding, Severity } from '#model';
import { forMarkdownPage } from './markdown.ts';
import type { Report } from './model.ts';

/** What a gate came to, as a job on GitHub is told of it. */
export interface GatedJob {
  readonly report: Report;
  /** Whether a finding counts for the gate: all of them do where there is no baseline. */
  readonly isNew: (finding: Finding) => boolean;
  readonly exit: { readonly code: number; readonly why: string };
  /** The folder that the reports were written to, where some were asked for. */
  readonly reports?: string;
}

/** The summary of the job: what is new first, at most twenty findings of it, then how the gate ended. */
export function jobSummary({ report, isNew, exit }: GatedJob): string {
  const rows = report.rows.filter(({ finding }) => isNew(finding));
  const known = report.rows.length - rows.length;
  const page = forMarkdownPage({ ...report, rows });
  const baseline = known > 0 ? `${plural(known, 'finding')} of the baseline not shown. ` : '';
  return `${page}\n\n${baseline}exit ${exit.code}: ${redactSecrets(forTerminalLine(exit.why)).replaceAll('`', "'")}\n`;
}

/** How many annotations of a kind GitHub shows of a step. */
const most = 10;

const kinds: Readonly<Record<Severity, 'error' | 'warning' | 'notice'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'notice',
};

/** Workflow commands that annotate the job with what is new and open, the gravest first. */
export function jobAnnotations({ report, isNew }: GatedJob): readonly string[] {
  const open = report.rows.map(({ finding }) => finding).filter((it) => it.status === 'open' && isNew(it));
  const byKind = Map.groupBy(open, ({ severity }) => kinds[severity]);
  return [...byKind].flatMap(([kind, findings]) =>
    findings.slice(0, most).map(({ rule, severity, resource, message }) => {
      const title = forWorkflowProperty(`${severity}: ${rule}`);
      return `::${kind} title=${title}::${forWorkflowMessage(redactSecrets(`${resource.name}: ${message}`))}`;
    }),
  );
}

/** The outputs of the step, a line each. */
export function jobOutputs({ report, isNew, exit, reports = '' }: GatedJob): string {
  const open = report.rows.map(({ finding }) => finding).filter(({ status }) => status === 'open');
  const values = {
    'exit-reason': redactSecrets(exit.why),
    new: String(open.filter(isNew).length),
    open: String(open.length),
    coverage: String(report.scan.coverage),
    'report-path': reports,
  };
  return Object.entries(values)
    .map(([name, value]) => `${name}=${forTerminalLine(value)}\n`)
    .join('');
}
