import type { Cause } from '#model';
import type { FindingView, MemberInView } from '../../views.ts';
import type { Field } from '../blocks.ts';
import { lasting } from '../lasting.ts';
import { code, joined, link, mrkdwn, person, prose, struck, when, type Mrkdwn } from '../mrkdwn.ts';
import type { Room } from '../room.ts';
import { account, accountLabelOf, impactWords, lines, sentence, whoLine } from '../words.ts';
import { openMembers } from './finding-places.ts';

const atMostFrameworks = 3;

/** Labels and values: what was found first, then where, since when, and whose it is. */
export function facts(view: FindingView, room: Room, brief: boolean): readonly Field[] {
  const { resolution, target, owner, assignee, firstSeen, frameworks, counts, spread } = view;
  if (view.state === 'resolved') {
    return [
      ['Was open', resolution && mrkdwn`${lasting(resolution.openFor)}`],
      ['Resolved by', resolvedBy(view, room)],
      [accountLabelOf(target), account(target, room)],
    ];
  }
  const ended = ['gone', 'withdrawn', 'no-longer-applies'].includes(view.state);
  const oneTarget = (spread?.targets ?? 1) === 1;
  const place: readonly Field[] = [
    ['Resource', resource(view, room)],
    ...(oneTarget
      ? ([
          [accountLabelOf(target), account(target, room)],
          ['Region', target.region === undefined ? undefined : code(target.region, 40)],
        ] as const)
      : []),
  ];
  const since: Field = [
    view.state === 'announced' ? 'Announced' : ended ? 'First seen' : 'Open since',
    when(firstSeen),
  ];
  if (ended) return [...place, since];
  const seen: readonly Field[] = [
    ['Found', counts.ever > 1 && !brief ? undefined : found(view, room)],
    ['Expected', view.evidence?.expected === undefined ? undefined : code(view.evidence.expected, room.value)],
  ];
  if (brief) return [...seen, ...place.slice(0, 2), since];
  const refs = frameworks.slice(0, atMostFrameworks);
  return [
    ...seen,
    ...place,
    since,
    ['Left', left(view)],
    [
      'Where',
      spread && spread.clusters > 1
        ? mrkdwn`${spread.clusters} clusters in ${spread.targets === 1 ? '1 target' : `${spread.targets} targets`}`
        : undefined,
    ],
    ['Owner', assignee ? person(assignee) : owner === undefined ? undefined : prose(owner, 60)],
    ['Frameworks', room.extras && refs.length > 0 ? prose(refs.join(', '), 120) : undefined],
  ];
}

/** Who changed it, or why nobody can be named. */
export function who({ change, cause, state, resolution }: FindingView, room: Room): Mrkdwn | undefined {
  if (state === 'resolved') return resolution?.change && whoLine(resolution.change, room);
  if (state === 'gone' || state === 'no-longer-applies') return change && whoLine(change, room);
  return change ? whoLine(change, room) : mrkdwn`:bust_in_silhouette: ${nobody[cause]}`;
}

const nobody: Readonly<Record<Cause, string>> = {
  change: 'Who changed it is not known: no matching audit event in the last 24 h',
  read: 'Who changed it is not known: no matching audit event in the last 24 h',
  policy: 'Nobody changed it: the policy did, and judges it otherwise now',
  ruleset: 'Nobody changed it: new or better rules found it',
  time: 'Nobody changed it: time did',
};

/** Rows of what is open, for a group of several. */
export function memberList(view: FindingView, room: Room): Mrkdwn | undefined {
  if (view.counts.ever < 2) return undefined;
  const open = openMembers(view);
  const rows = open.map((it) => row(it, view, room));
  return lines(rows, room.rows, Math.max(open.length, view.counts.open));
}

/** What else has to be known: snoozed, accepted, back again, open again. */
export function standing(view: FindingView, room: Room): readonly (Mrkdwn | undefined)[] {
  const { snooze, wrong, waiver, unwaived, regression, state } = view;
  const ends = { ended: 'ended', revoked: 'was revoked', graver: 'does not cover it any more: it is graver now' };
  return [
    state === 'snoozed' && snooze ? mrkdwn`:zzz: Snoozed by ${person(snooze.by)}` : undefined,
    state === 'open' && snooze?.woken
      ? mrkdwn`:alarm_clock: Snoozed by ${person(snooze.by)}: ${woken[snooze.woken]}`
      : undefined,
    wrong &&
      mrkdwn`:question: ${person(wrong.by)} holds this to be wrong: ${prose(wrong.why, Math.min(room.prose, 200))}`,
    state === 'waived' && waiver ? accepted(waiver, room) : undefined,
    unwaived &&
      mrkdwn`:alarm_clock: The waiver ${code(unwaived.id, 40)} ${ends[unwaived.why]} ${when(unwaived.at)}: this counts as open again`,
    regression?.earlier === undefined ? undefined : link(regression.earlier, mrkdwn`The message of last time`),
  ];
}

const woken = {
  time: 'that has ended',
  graver: 'it is graver now, which woke it',
  joined: 'something new has joined it, which woke it',
} as const;

const accepted = ({ by, id, reason }: NonNullable<FindingView['waiver']>, room: Room): Mrkdwn =>
  joined([
    mrkdwn`:ballot_box_with_check: Accepted by ${person(by)}`,
    mrkdwn`waiver ${code(id, 40)}`,
    reason !== undefined && prose(reason, Math.min(room.prose, 160)),
  ]);

/** The plan that is open, whose own message stands in the thread. */
export function planLine({ plan }: FindingView): Mrkdwn | undefined {
  if (!plan) return undefined;
  const { id, state, by, expires } = plan;
  const where = mrkdwn`plan ${code(id, 40)} in the thread`;
  return state === 'running'
    ? mrkdwn`:hourglass_flowing_sand: *A fix is running*: ${where}.`
    : mrkdwn`:wrench: *A fix is proposed* by ${person(by)} and waits until ${when(expires)}: ${where}.`;
}

/** What there is to do, and what happens when a button is pressed. */
export function fixLine({ fix, rule, may, state, style }: FindingView, room: Room): Mrkdwn | undefined {
  if (state === 'waived') return undefined;
  const how = prose(sentence(rule.fix), Math.min(room.prose, 220));
  if (state === 'announced') return mrkdwn`:wrench: Nothing can be fixed before it has happened. Afterwards: ${how}`;
  const byHand = mrkdwn`:wrench: To put it right: ${how}`;
  if (fix?.blocked !== undefined)
    return mrkdwn`${byHand}\n:lock: No fix from here: ${prose(sentence(fix.blocked), room.prose)}`;
  if (fix?.level === 'observe')
    return mrkdwn`${byHand}\n:lock: No fix from here: the level is observe (${prose(fix.why, 80)}).`;
  if (!fix || !may.includes('propose') || !style.buttons) return byHand;
  const noticed = fix.impact === 'none' ? 'Nobody notices the fix' : `The fix is ${impactWords[fix.impact]}`;
  const undo = fix.reversible ? 'can be undone' : 'cannot be undone';
  return mrkdwn`${byHand}\n“Propose fix” draws up a plan and changes nothing yet. ${noticed}; it ${undo}.`;
}

/** The value, what stood there before, and the setting that holds it. */
function found({ evidence, was }: FindingView, { value, extras }: Room): Mrkdwn | undefined {
  if (!evidence) return undefined;
  const before = was?.found ?? evidence.before;
  const now = code(evidence.found, value);
  const own = evidence.path.slice(evidence.path.indexOf('#') + 1);
  return joined(
    [
      before === undefined || before === evidence.found ? now : mrkdwn`${struck(code(before, value))} → ${now}`,
      extras && mrkdwn`in ${code(own === '' ? evidence.path : own, 80)}`,
    ],
    ' ',
  );
}

/** The one resource, unless the title names it already. */
function resource({ members, cluster, counts }: FindingView, { value, links }: Room): Mrkdwn | undefined {
  const [only] = members;
  if (counts.ever > 1 || only === undefined || only.name === cluster?.name) return undefined;
  return only.url !== undefined && links ? link(only.url, prose(only.name, value)) : code(only.name, value);
}

/** How many of a group are left, once one of them has ended. */
function left({ counts: { open, ever }, was }: FindingView): Mrkdwn | undefined {
  if (open === ever) return undefined;
  return mrkdwn`${was?.open === undefined || was.open === open ? undefined : mrkdwn`~${was.open}~ → `}${open} of ${ever}`;
}

function resolvedBy({ resolution }: FindingView, { value }: Room): Mrkdwn | undefined {
  if (resolution?.plan !== undefined) return mrkdwn`Shoalwatch, plan ${code(resolution.plan, value)}`;
  return resolution?.change ? undefined : mrkdwn`not known: no matching audit event`;
}

function row(it: MemberInView, view: FindingView, { value, links }: Room): Mrkdwn {
  const most = Math.min(value, 80);
  const name = it.url !== undefined && links ? link(it.url, prose(it.name, most)) : code(it.name, most);
  const differs = it.message !== undefined && it.message !== view.message;
  const says = it.found === undefined ? (differs ? prose(it.message, most) : undefined) : code(it.found, most);
  const place =
    it.cluster !== undefined && it.cluster !== view.cluster?.name ? mrkdwn` in ${code(it.cluster, 50)}` : undefined;
  return mrkdwn`• ${name}${place}${says && mrkdwn` — ${says}`}${it.status === 'waived' ? mrkdwn` (accepted)` : undefined}`;
}
