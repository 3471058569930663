import { clip } from '#lib/text';
import type { FixState, FixView } from '../../views.ts';
import { actions, context, fields, section, type Field, type Layout, type Part, type Pen } from '../blocks.ts';
import type { Colour } from '../colours.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, link, mention, mrkdwn, person, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { account, accountLabelOf, impactWords, lines, placeName, sentence, withoutStop } from '../words.ts';
import { fixMain, fixText, fixTitle } from './fix-words.ts';

/** The message of a plan: what it would do, then what it does, then what it did. */
export function fixMessage(view: FixView, pen: Pen): Message {
  const waits = view.state === 'proposed';
  return frame(
    {
      text: fixText(view, pen.room),
      title: fixTitle(view, pen.room),
      main: fixMain(view, pen.room),
      colour: view.stillOpen ? 'waiting' : colourOf[view.state],
      calls: waits,
      parts: [
        changes(view, pen),
        fields('facts', facts(view, pen)),
        context('checks', ...(waits ? checks(view, pen) : [])),
        error(view, pen),
        context('who', ...people(view, pen)),
        actions('acts', pen, layoutOf(view)),
        context('ids', ids(view)),
      ],
    },
    pen,
  );
}

const colourOf: Readonly<Record<FixState, Colour>> = {
  proposed: 'waiting',
  running: 'waiting',
  succeeded: 'done',
  failed: 'open',
  'rolled-back': 'open',
  'partly-changed': 'open',
  undone: 'quiet',
  rejected: 'quiet',
  expired: 'quiet',
  stale: 'quiet',
  stopped: 'quiet',
};

/** Each value before and after; once the cloud was asked again, what it answered. */
function changes({ lines: all, state }: FixView, { room }: Pen): Part | undefined {
  const row = ({ what, before, after, readBack }: FixView['lines'][number]): Mrkdwn => {
    const now =
      readBack !== undefined && readBack !== after
        ? mrkdwn` (the cloud says ${code(readBack, room.value)})`
        : undefined;
    const [from, to] = state === 'undone' || state === 'rolled-back' ? [after, before] : [before, after];
    return mrkdwn`• ${prose(what, 80)}: ${code(from, room.value)} → ${code(to, room.value)}${now}`;
  };
  const said = lines(all.map(row), Math.max(1, Math.min(room.rows, 5)));
  return said && section('change', mrkdwn`*${changeHead(state)}*\n${said}`);
}

/** Whether the values below were written, are to be, or never will be. */
function changeHead(state: FixState): string {
  switch (state) {
    case 'proposed':
      return 'What it would change';
    case 'running':
      return 'What it changes';
    case 'succeeded':
      return 'What it changed, read back from the cloud';
    case 'undone':
    case 'rolled-back':
      return 'What was put back';
    case 'failed':
    case 'partly-changed':
    case 'rejected':
    case 'expired':
    case 'stale':
    case 'stopped':
      return 'What it was to change';
  }
}

function facts(view: FixView, { room }: Pen): readonly Field[] {
  const { state, approval, expires, step, undoUntil, target, level, levelWhy, reversible, irreversible, wrong } = view;
  const by = approval && 'by' in approval ? approval : undefined;
  const place: Field = [accountLabelOf(target), account(target, room)];
  const undo = reversible
    ? mrkdwn`yes, to the values before`
    : mrkdwn`no${irreversible === undefined ? undefined : mrkdwn`: ${prose(irreversible, 120)}`}`;
  const right: Field = ['Puts right', wrong === undefined ? undefined : prose(withoutStop(wrong), 140)];
  if (state === 'proposed') {
    const others = by?.notTheProposer ? ', not the proposer' : '';
    return [
      right,
      ['Impact', mrkdwn`${impactWords[view.impact]}`],
      ['Can be undone', undo],
      ['Needs approval by', by && mrkdwn`${peopleIn(by.by)} (${by.given} of ${by.needed}${others})`],
      ['Level', mrkdwn`${level} (${prose(levelWhy, 80)})`],
      place,
      ['Approve until', by && when(expires)],
    ];
  }
  return [
    ...(state === 'running' ? [right] : []),
    ['Step', step && mrkdwn`${step.at} of ${step.of}: ${prose(step.name, 60)}`],
    ['Undo until', state === 'succeeded' && undoUntil !== undefined ? when(undoUntil) : undefined],
    place,
  ];
}

/** Who is named in a list, so that they hear of it; not more than a few. */
const peopleIn = (names: string): Mrkdwn => {
  const all = names.split(', ');
  const shown = all.slice(0, 5).map((name) => mention(name) ?? prose(name, 60));
  return joined([...shown, all.length > 5 && mrkdwn`${all.length - 5} more`], ', ');
};

const signs = { pass: ':white_check_mark:', warn: ':warning:', fail: ':x:' } as const;

function checks({ checks: all, approval }: FixView, { room }: Pen): readonly (Mrkdwn | undefined)[] {
  const order = ['fail', 'warn', 'pass'] as const;
  const shown = order
    .flatMap((result) => all.filter((it) => it.result === result))
    .slice(0, Math.max(2, Math.min(room.rows, 6)));
  return [
    ...shown.map(({ says, result }) => mrkdwn`${{ mrkdwn: signs[result] }} ${prose(says, Math.min(room.prose, 140))}`),
    approval && 'nobody' in approval
      ? mrkdwn`:lock: Nobody can approve this: ${prose(sentence(approval.nobody), 160)}`
      : undefined,
  ];
}

/** The provider's refusal, and above all whether anything is not as it was. */
function error({ error: refused, leftAs = [], next, runbook }: FixView, { room }: Pen): Part | undefined {
  const left = leftAs
    .slice(0, Math.max(2, Math.min(room.rows, 5)))
    .map((it) => mrkdwn`• ${prose(it, Math.min(room.prose, 160))}`);
  const parts = [
    refused && mrkdwn`:x: ${code(refused.code, 80)} ${prose(sentence(refused.says), room.prose)}`,
    ...left,
    next !== undefined && mrkdwn`*Next:* ${prose(sentence(next), room.prose)}`,
    runbook !== undefined && link(runbook, mrkdwn`What to do by hand`),
  ];
  return parts.some(Boolean) ? section('outcome', joined(parts, '\n')) : undefined;
}

function people(view: FixView, { room }: Pen): readonly (Mrkdwn | undefined)[] {
  const { proposedBy, proposedAt, approvedBy, rejected, undone, state, finishedAt } = view;
  const proposed = mrkdwn`Proposed by ${person(proposedBy)} ${when(proposedAt)}`;
  const approved = approvedBy && state !== 'proposed' && mrkdwn`approved by ${person(approvedBy)}`;
  const refused =
    rejected &&
    mrkdwn`rejected by ${person(rejected.by)}${rejected.why === undefined ? undefined : mrkdwn`: ${prose(rejected.why, Math.min(room.prose, 160))}`}`;
  const back = undone && mrkdwn`undone by ${person(undone.by)} ${when(undone.at)}`;
  const done = finishedAt !== undefined && !undone && mrkdwn`ended ${when(finishedAt)}`;
  return [joined([proposed, approved, refused, done, back])];
}

function layoutOf(view: FixView): Layout {
  const holder = view.target.name ?? view.target.account ?? view.target.id;
  const place = `${clip(placeName(view.cluster, view.target), 80)} in ${clip(holder, 60)}`;
  const confirm: Layout['confirm'] = {
    approve: {
      title: 'Apply this fix now?',
      text: `In ${place}: ${withoutStop(view.does)}. ${view.effect}`,
      yes: 'Apply it',
      no: 'Not yet',
    },
    undo: {
      title: 'Undo this fix?',
      text: `In ${place}: what stood before is put back, and the finding is open again.`,
      yes: 'Undo it',
      no: 'Keep it',
    },
    stop: {
      title: 'Stop this fix?',
      text: `In ${place}: nothing more is changed, and what was changed already stays.`,
      yes: 'Stop it',
      no: 'Let it run',
    },
  };
  const row = {
    proposed: ['approve', 'reject'],
    running: ['stop'],
    succeeded: ['undo'],
  } as const satisfies Partial<Record<FixState, Layout['row']>>;
  const again: Layout['row'] = ['retry', 'undo'];
  return {
    row: view.state === 'proposed' || view.state === 'running' || view.state === 'succeeded' ? row[view.state] : again,
    ...(view.state === 'proposed' && { primary: 'approve' as const }),
    ...(['failed', 'rolled-back', 'partly-changed', 'stale', 'expired'].includes(view.state) && {
      primary: 'retry' as const,
    }),
    menu: ['edit-fix', 'show-plan', 'dry-run', 'cancel', 'history'],
    confirm,
  };
}

const ids = ({ id, group, rule, fingerprint, state, expires }: FixView): Mrkdwn =>
  joined([
    code(rule.id, 80),
    mrkdwn`plan ${code(id, 40)}`,
    mrkdwn`group ${code(group, 40)}`,
    mrkdwn`bound to state ${code(fingerprint, 16)}`,
    state === 'proposed' && mrkdwn`expires ${when(expires)}`,
  ]);
