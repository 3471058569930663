import { forTerminalLine } from '#lib/escape/terminal';
import { compareText, redactSecrets } from '#lib/text';
import { severities, type FindingChange, type FindingChangeKind } from '#model';

/** What a policy moves, in four words; each of them as it happened, and as it would. */
export const policyMoves = ['opened', 'closed', 'changed', 'waived', 'unwaived'] as const;

export type PolicyMove = (typeof policyMoves)[number];

const wouldBe: Readonly<Record<PolicyMove, string>> = {
  opened: 'would open',
  closed: 'would close',
  changed: 'would change',
  waived: 'would be waived',
  unwaived: 'would no longer be waived',
};

const moveOf: Readonly<Partial<Record<FindingChangeKind, PolicyMove>>> = {
  opened: 'opened',
  reopened: 'opened',
  changed: 'changed',
  waived: 'waived',
  unwaived: 'unwaived',
  resolved: 'closed',
  gone: 'closed',
  'no-longer-applies': 'closed',
  withdrawn: 'closed',
};

/** The changes of one move by one rule, gravest first. */
export interface RuleMoves {
  readonly move: PolicyMove;
  readonly rule: string;
  readonly changes: readonly FindingChange[];
}

/** Groups what a policy moved by move and rule. */
export function ruleMovesOf(changes: readonly FindingChange[]): readonly RuleMoves[] {
  return policyMoves.flatMap((move) => {
    const own = changes.filter(({ kind }) => moveOf[kind] === move).sort(byGravity);
    const rules = Map.groupBy(own, ({ finding }) => finding.rule);
    return [...rules].map(([rule, changes]) => ({ move, rule, changes }));
  });
}

/** How many changes of a move there are. */
export const countOf = (groups: readonly RuleMoves[], move: PolicyMove): number =>
  groups.filter((it) => it.move === move).reduce((sum, { changes }) => sum + changes.length, 0);

/** How many findings of a rule are named on the screen. */
const most = 3;

/** What a policy moved, for a terminal: by rule, with counts and the first few findings. */
export function policyMovesLines(changes: readonly FindingChange[], when: 'did' | 'would'): readonly string[] {
  const groups = ruleMovesOf(changes);
  const lines = policyMoves.flatMap((move) => {
    const own = groups.filter((it) => it.move === move);
    if (own.length === 0) return [];
    const word = when === 'would' ? wouldBe[move] : move === 'unwaived' ? 'no longer waived' : move;
    return [`${word} ${countOf(groups, move)}`, ...own.flatMap(linesOf)];
  });
  return lines.map((line) => forTerminalLine(redactSecrets(line)));
}

function linesOf({ rule, changes }: RuleMoves): readonly string[] {
  const named = changes.slice(0, most).map(({ finding: { severity, id, resource, message } }) => {
    return `    ${severity.toUpperCase().padEnd(8)}  ${id}  ${resource.name}: ${message}`;
  });
  const more = changes.length - named.length;
  return [`  ${rule} ${changes.length}`, ...named, ...(more > 0 ? [`    and ${more} more`] : [])];
}

/** What `--json` says of a group: counts, and every finding in it. */
export const ruleMovesDocument = (changes: readonly FindingChange[]): readonly object[] =>
  ruleMovesOf(changes).map(({ move, rule, changes: own }) => ({
    ...{ move, rule, count: own.length },
    findings: own.map(({ cause, finding: { id, severity, status, resource, key, message } }) => ({
      ...{ id, severity, status, cause, resource },
      ...(key !== undefined && { key }),
      message,
    })),
  }));

const byGravity = ({ finding: a }: FindingChange, { finding: b }: FindingChange): number =>
  severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
  compareText(a.rule, b.rule) ||
  compareText(a.resource.name, b.resource.name) ||
  compareText(a.id, b.id);
