import { forTerminalLine } from '#lib/escape/terminal';
import { clip, redactSecrets } from '#lib/text';
import { ago, formatTime } from '#lib/time';
import type { Check, Impact, Instant, Plan, PlanLine, Remediation, RemediationEntry } from '#model';
import { redacted } from '#report/output';

const signs: Readonly<Record<Check['result'], string>> = { ok: '✔', warn: '!', stop: '✘' };

/** A plan as people read it. */
export function planLines(plan: Plan, at: Instant, promotion?: string): readonly string[] {
  const stop = plan.checks.find(({ result }) => result === 'stop');
  const undo =
    plan.irreversible === undefined ? 'reversible (what stood is kept)' : `not reversible: ${plan.irreversible}`;
  return [
    ...plan.steps.flatMap(({ lines, action }) =>
      lines.length === 0
        ? [row('Change', `${action.action} on ${action.subject.name}`)]
        : lines.map((line) => row('Change', changeOf(line, plan))),
    ),
    row('Effect', plan.effect.says),
    ...plan.effect.opens.map((it) => row('Opens', `${it.severity} ${it.rule} on ${it.resource.name}: ${it.message}`)),
    row('Impact', `${plan.impact} · ${undo}`),
    row('Kind', kindsOf(plan)),
    row('Level', `${plan.level} (${plan.why})`),
    ...(promotion === undefined ? [] : [row('', promotion)]),
    ...plan.checks.map(({ result, says }, i) => row(i === 0 ? 'Checks' : '', `${signs[result]} ${says}`)),
    row('Plan', `${plan.id}, bound to state ${plan.fingerprint.slice(0, 8)}, ends ${ago(plan.expires, at)}`),
    row('Apply', stop ? `not possible: ${stop.says}` : applyWords(plan)),
  ].map((line) => forTerminalLine(redactSecrets(line)));
}

const row = (label: string, text: string): string => `  ${label.padEnd(8)} ${text}`;

function applyWords({ level, finding, id }: Plan): string {
  if (level === 'observe' || level === 'propose')
    return `nothing is applied at the level ${level}; see docs/remediation.md`;
  return `shoalwatch fix ${finding} --apply --plan-id ${id}   (refused if what it is bound to has changed)`;
}

const promises: Readonly<Record<'cas' | 'delta' | 'replace', string>> = {
  cas: 'the provider compares: what somebody else changes meanwhile is never overwritten',
  delta: 'only what is named changes: what somebody else changes meanwhile stays',
  replace:
    'the provider does not compare: a change of somebody else within one call is found in the audit log, and offered back',
};

const kindsOf = ({ steps }: Plan): string =>
  [...new Set(steps.map(({ kind }) => kind))].map((kind) => `${kind}: ${promises[kind]}`).join('; ');

function changeOf({ resource, path, before, after }: PlanLine, plan: Plan): string {
  const where = resource.id === plan.resource.id ? '' : `${resource.name} `;
  if (path === '') return `${where || `${resource.name} `}${before === undefined ? 'is made' : 'is deleted'}`;
  return `${where}${path}   ${valueText(before)}  →  ${valueText(after)}`;
}

/** A value in a line. */
export function valueText(value: unknown): string {
  if (value === undefined || value === null) return 'nothing';
  const plain = redacted(value);
  if (Array.isArray(plain) && plain.every((it) => typeof it === 'string'))
    return clip(plain.join(', ') || 'nothing', 300);
  return typeof plain === 'string' ? clip(plain, 300) : clip(JSON.stringify(plain), 300);
}

const impacts: readonly Impact[] = ['none', 'brief', 'disruptive'];

/** Remediations in a table, the newest first. */
export function listLines(all: readonly Remediation[], at: Instant): readonly string[] {
  const rows = all.map((it) => [
    it.plan.id,
    wordsOf(it),
    impacts.includes(it.plan.impact) ? it.plan.impact : '',
    it.plan.finding,
    it.plan.rule,
    it.plan.resource.name,
    `${it.plan.proposedBy}, ${ago(it.plan.proposedAt, at)}`,
  ]);
  const table = [['PLAN', 'STATE', 'IMPACT', 'FINDING', 'RULE', 'RESOURCE', 'PROPOSED BY'], ...rows];
  const widths = table[0]?.map((_, i) => Math.max(...table.map((cells) => cells[i]?.length ?? 0))) ?? [];
  return table.map((cells) =>
    forTerminalLine(
      cells
        .map((it, i) => it.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  );
}

/** Where a remediation stands, in words. */
export function wordsOf(it: Remediation): string {
  const [lost] = it.lost ?? [];
  return lost ? `${stateOf(it)}, REPLACED a change of ${lost.actor}` : stateOf(it);
}

function stateOf({ state, left, stillOpen, unsure, step, plan }: Remediation): string {
  if (state === 'applying' || state === 'waiting') return `${state} ${step + 1}/${plan.steps.length}`;
  if (state === 'failed' || state === 'stopped') return left === undefined ? state : `${state}, ${left}`;
  if (state === 'done' && unsure) return 'done, could not be verified';
  return state === 'done' && stillOpen === true ? 'done, still open' : state;
}

/** What became of a plan, step by step. */
export function historyLines(entries: readonly RemediationEntry[]): readonly string[] {
  return entries.map(({ at, act, by, plan, remediation: { why, left } }) => {
    const more = [why, left && `left ${left}`].filter(Boolean).join('; ');
    return forTerminalLine(
      redactSecrets(`  ${formatTime(at)}  ${plan}  ${act} by ${by}${more === '' ? '' : `: ${more}`}`),
    );
  });
}

/** What came of a plan: what was read back, or why it ended otherwise. */
export function resultLines(it: Remediation): readonly string[] {
  const { why, code, left, requests, approved, lost = [] } = it;
  const how =
    left === 'unchanged'
      ? 'nothing is changed'
      : left === 'changed'
        ? 'what it wrote stands'
        : 'PARTLY CHANGED: a person has to look';
  return [
    row('State', wordsOf(it)),
    ...(why === undefined ? [] : [row('Why', `${why}${code === undefined ? '' : ` (${code})`}`)]),
    ...(left === undefined ? [] : [row('Left', how)]),
    ...(it.state === 'done' ? (it.readBack ?? []) : []).map(({ path, resource, after }) =>
      row(
        'Read',
        `${path === '' ? resource.name : path}   ${path === '' && after !== undefined ? 'there' : valueText(after)}`,
      ),
    ),
    ...(approved ? [row('Approved', `by ${approved.by}`)] : []),
    ...(requests.length === 0 ? [] : [row('Requests', requests.join(', '))]),
    ...lost.map((one) =>
      row(
        'LOST',
        `${one.actor} changed it with ${one.call} at ${formatTime(one.at)}, and this write replaced that: ${givenBack(one.requests)}`,
      ),
    ),
  ].map((line) => forTerminalLine(redactSecrets(line)));
}

const givenBack = (requests: readonly { readonly request: unknown }[]): string =>
  requests.length === 0
    ? 'ask them what it was'
    : `to give it back, make it again: ${requests.map(({ request }) => valueText(request)).join('; ')}`;
