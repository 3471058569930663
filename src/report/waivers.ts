import type { Audited } from '#engine/waivers/waiver-audit';
import type { Registered } from '#engine/waivers/waiver-register';
import { accountShape } from '#engine/waivers/waiver-scope';
import { forTerminalLine } from '#lib/escape/terminal';
import { formatDate } from '#lib/time';
import type { WaiverScope } from '#model';
import type { Column } from './columns.ts';
import { tableIn } from './stack.ts';

/** What a waiver covers, in a few words. */
export function coverWords(scope: WaiverScope): string {
  if ('cluster' in scope) return `cluster ${scope.cluster}`;
  if ('target' in scope) return `${accountShape.test(scope.target) ? 'account' : 'target'} ${scope.target}`;
  const { resource, key, finding } = scope;
  return [...(finding === undefined ? [] : [finding]), resource, ...(key === undefined ? [] : [`key ${key}`])].join(
    ' ',
  );
}

/** Where a waiver stands, with what else has to be known of that. */
export function standingWords({ status, origin, renewal, overruledBy, said }: Registered): string {
  return [
    status,
    ...(origin === 'as code' ? ['as code'] : []),
    ...(renewal ? [`asked until ${formatDate(renewal.until)}`] : []),
    ...(overruledBy === undefined ? [] : [`overruled by ${overruledBy}`]),
    ...(said.upTo === undefined ? [] : [`up to ${said.upTo}`]),
  ].join(', ');
}

const columns: readonly Column[] = [
  { head: 'WAIVER' },
  { head: 'STATUS', shrink: 'wrap', least: 10 },
  { head: 'RULE' },
  { head: 'COVERS', shrink: 'middle', least: 16 },
  { head: 'HIDES' },
  { head: 'OWNER', shrink: 'wrap', least: 8 },
  { head: 'ENDS' },
];

/** The register on a terminal; who approved what and why is in the JSON document and the HTML report. */
export function registerTable(register: readonly Registered[], width: number): string {
  const rows = register.map((it) => [
    ...[it.id, standingWords(it), it.rule, coverWords(it.scope), `${it.hidden.length}`],
    ...[it.said.owner, formatDate(it.said.until)],
  ]);
  return linesOf(columns, rows, width);
}

/** The register for `--json`, whole. */
export const registerDocument = (register: readonly Registered[]): readonly object[] =>
  register.map((it) => {
    const { id, origin, rule, scope, status, said, hidden, renewals } = it;
    const { requester, requestedAt, approver, approvedAt, ended, renewal, overruledBy } = it;
    return {
      ...{ id, origin, rule, scope, status, hides: hidden.length, findings: hidden.map((finding) => finding.id) },
      ...said,
      ...(requester !== undefined && { requester, requestedAt }),
      ...(approver !== undefined && { approver }),
      ...(approvedAt !== undefined && { approvedAt }),
      renewals,
      ...(renewal && { renewal }),
      ...(ended && { ended: { kind: ended.kind, by: ended.by, at: ended.at, why: ended.why } }),
      ...(overruledBy !== undefined && { overruledBy }),
    };
  });

/** What an audit of the register found, on a terminal. */
export const auditTable = (audited: readonly Audited[], width: number): string =>
  linesOf(
    [{ head: 'WAIVER' }, { head: 'ISSUE' }, { head: 'WHAT', shrink: 'wrap', least: 24 }],
    audited.map(({ waiver, issue, message }) => [waiver, issue, message]),
    width,
  );

const linesOf = (heads: readonly Column[], rows: readonly (readonly string[])[], width: number): string =>
  `${tableIn(
    heads,
    rows.map((row) => row.map(forTerminalLine)),
    width,
  ).join('\n')}\n`;
