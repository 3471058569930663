import { isOpen } from '#engine/diff';
import { levelOf } from '#engine/plan/level';
import { clusterOf } from '#engine/waivers/waiver-scope';
import { compareText } from '#lib/text';
import type { Card, Finding, GroupRecord, HistoryEntry } from '#model';
import type { FindingView, FixInFinding, MemberInView } from '#notify/views';
import { wokenBy } from '../asleep.ts';
import { consoleUrl } from './console-url.ts';
import type { Ground } from '../desk.ts';
import { actsOn, snoozeAtMost } from './finding-acts.ts';
import { frameworkLabels } from './framework-labels.ts';
import { clusterName } from '../group-of.ts';
import { openPlan } from '../fixes/open-plan.ts';
import { personOf } from './person.ts';
import { gravest, ownerOf, type Routed } from '../routes.ts';
import { shown } from './shown.ts';
import { isOver, type Standing } from '../standing.ts';
import { targetInView } from './target-view.ts';

/** What a card is made of: the group with how it stands, the history of what it speaks of, and where it will stand. */
export interface CardFacts {
  readonly group: GroupRecord;
  readonly standing: Standing;
  readonly history: readonly HistoryEntry[];
  readonly routed: Pick<Routed, 'style'>;
  readonly render: number;
  /** The card of the channel that speaks of the time before. */
  readonly earlier: Card | undefined;
}

/** The view of a group. Pure: the same facts give the same view. */
export function findingView(ground: Ground, facts: CardFacts): FindingView {
  const { group, standing, history, routed, render } = facts;
  const { head, open, closed, state } = standing;
  const rule = ground.rules.get(head.rule);
  const last = history.at(-1);
  const members = [...open, ...closed];
  // What is accepted makes nothing graver that is not.
  const [counting = []] = [open.filter(({ status }) => status !== 'waived'), open, closed].filter(
    (it) => it.length > 0,
  );
  const severity = gravest(counting.map((it) => it.severity));
  const cluster = clusterOf(head.resource);
  const fix = fixOf(ground, head);
  const plan = isOver(standing) ? undefined : openPlan(ground, group, open);
  return {
    ...{ is: 'finding', id: group.id, render, style: routed.style, state, severity },
    may: routed.style.buttons
      ? actsOn(state, {
          fix,
          plan: openPlan(ground, group, [head]),
          url: consoleUrl(head.resource),
          open: counted(open),
        })
      : [],
    rule: { id: head.rule, title: rule?.title ?? head.rule, why: rule?.why ?? '', fix: rule?.fix ?? '' },
    message: head.message,
    cluster: cluster === undefined ? undefined : { name: clusterName(cluster), url: consoleUrl({ id: cluster }) },
    target: targetInView(head.resource.target, ground.desk.nameOf(head.resource.target)),
    members: members.map((it) => memberOf(it, head)),
    counts: { open: counted(open), ever: members.length },
    spread: spreadOf(members),
    evidence: evidenceOf(ground, head, history),
    cause: last?.cause ?? 'read',
    change: head.change,
    firstSeen: earliest((open.length > 0 ? open : closed).map((it) => it.firstSeen)),
    checkedAt: last?.at ?? ground.at,
    takesEffect: state === 'announced' && head.change ? { acceptedAt: head.change.at } : undefined,
    owner: ownerOf(ground, head),
    assignee: group.notes.assigned && personOf(group.notes.assigned.to),
    frameworks: frameworkLabels(ground, head),
    regression:
      group.opened.length > 1
        ? { times: group.opened.length, earlier: facts.earlier && linkTo(facts.earlier) }
        : undefined,
    snooze: snoozeOf(group, open, ground),
    wrong: wrongOf(group),
    snoozeAtMost: snoozeAtMost(severity, ground.notify),
    waiver: waiverOf(ground, head),
    unwaived: unwaivedOf(history),
    resolution: state === 'resolved' ? resolutionOf(group, head, history) : undefined,
    closedBecause:
      standing.because ??
      (standing.movedTo === undefined ? undefined : `It stands on the card of ${standing.movedTo} now.`),
    fix: isOver(standing) ? undefined : fix,
    plan,
  };
}

const counted = (open: readonly Finding[]): number => open.filter(({ status }) => status !== 'waived').length;

/** For how long it is said that a snooze has ended, in milliseconds. */
const endedFor = 86_400_000;

function snoozeOf(
  { notes: { snoozed } }: GroupRecord,
  open: readonly Finding[],
  { at, now }: Ground,
): FindingView['snooze'] {
  if (!snoozed || now - Date.parse(snoozed.until) > endedFor) return undefined;
  return { by: personOf(snoozed.by), until: snoozed.until, woken: wokenBy(snoozed, open, at) };
}

function wrongOf({ notes: { wrong } }: GroupRecord): FindingView['wrong'] {
  return wrong && { why: wrong.why, at: wrong.at, by: personOf(wrong.by) };
}

function memberOf(it: Finding, head: Finding): MemberInView {
  const [first] = it.evidence;
  const cluster = clusterOf(it.resource);
  return {
    finding: it.id,
    name: it.key === undefined ? it.resource.name : `${it.resource.name} ${it.key}`,
    url: consoleUrl(it.resource),
    severity: it.severity,
    message: it.message === head.message ? undefined : it.message,
    found: first && shown(first.actual),
    expected: first?.expected === undefined ? undefined : shown(first.expected),
    status: it.status,
    cluster: cluster === undefined ? undefined : clusterName(cluster),
    target: it.resource.target,
  };
}

function spreadOf(members: readonly Finding[]): FindingView['spread'] {
  const targets = new Set(members.map(({ resource }) => resource.target)).size;
  const clusters = new Set(members.flatMap(({ resource }) => clusterOf(resource) ?? [])).size;
  return targets > 1 || clusters > 1 ? { clusters, targets } : undefined;
}

function evidenceOf(ground: Ground, head: Finding, history: readonly HistoryEntry[]): FindingView['evidence'] {
  const [first] = head.evidence;
  if (!first) return undefined;
  const before = history.findLast(
    (it) => it.finding.evidence[0] && shown(it.finding.evidence[0].actual) !== shown(first.actual),
  );
  const was = before?.kind === 'announced' ? undefined : before?.finding.evidence[0];
  return {
    path: first.at,
    found: shown(first.actual),
    expected: first.expected === undefined ? undefined : shown(first.expected),
    before: was && isOpen(head) && was.at === first.at ? shown(was.actual) : undefined,
    observedAt: history.at(-1)?.at ?? ground.at,
    snapshot: head.snapshots[0] ?? '',
  };
}

const earliest = (all: readonly string[]): string => [...all].sort(compareText)[0] ?? '';

/** Slack leads from here to the message in whichever workspace the reader is signed in to. */
const linkTo = ({ channel, ts }: Card): string | undefined =>
  ts === undefined ? undefined : `https://slack.com/archives/${channel}/p${ts.replace('.', '')}`;

function waiverOf({ policy }: Ground, { waiver }: Finding): FindingView['waiver'] {
  if (!waiver) return undefined;
  const granted = policy.waivers.find(({ id }) => id === waiver.id);
  return { ...waiver, by: personOf(granted?.approver ?? 'an approver'), reason: granted?.reason };
}

/** It was accepted, and counts again since: said until it moves once more. */
function unwaivedOf(history: readonly HistoryEntry[]): FindingView['unwaived'] {
  const [before, last] = history.slice(-2);
  if (last?.kind !== 'unwaived') return undefined;
  const { waiver, severity } = before?.finding ?? {};
  if (!waiver) return undefined;
  const why = severity !== last.finding.severity ? 'graver' : last.at >= waiver.until ? 'ended' : 'revoked';
  return { at: last.at, id: waiver.id, why };
}

function resolutionOf(
  { plans = [] }: GroupRecord,
  head: Finding,
  history: readonly HistoryEntry[],
): FindingView['resolution'] {
  const last = history.at(-1);
  if (!last) return undefined;
  const opened = history.findLast(({ kind }) => kind === 'opened' || kind === 'reopened')?.at ?? head.firstSeen;
  const { at, cause } = last;
  return {
    verifiedAt: at,
    openFor: Math.max(0, Date.parse(at) - Date.parse(head.firstSeen)),
    change: cause === 'change' ? head.change : undefined,
    plan: plans.find(
      ({ finding, state, startedAt: since }) =>
        finding === head.id && isEffective(state) && since !== undefined && opened <= since && since <= at,
    )?.id,
  };
}

const isEffective = (state: NonNullable<GroupRecord['plans']>[number]['state']): boolean =>
  state === 'done' || state === 'running';

/** How far a fix may go. What is in the way of one, the plan itself finds out. */
function fixOf({ rules, policy, desk }: Ground, head: Finding): FixInFinding | undefined {
  const remediation = rules.get(head.rule)?.remediation;
  if (!remediation) return undefined;
  const { impact, reversible } = remediation;
  const environment = desk.nameOf(head.resource.target)?.environment;
  const question = { policy: policy.remediation, enabled: desk.remediates, rule: head.rule, environment, setbacks: 0 };
  return { ...levelOf({ ...question, impact, reversible }), impact, reversible };
}
