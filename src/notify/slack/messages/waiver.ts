import { formatDate } from '#lib/time';
import { plural } from '#lib/text';
import type { WaiverState, WaiverView } from '../../views.ts';
import { actions, context, fields, type Field, type Layout, type Pen } from '../blocks.ts';
import type { Colour } from '../colours.ts';
import { frame } from '../frame.ts';
import { lasting } from '../lasting.ts';
import type { Message } from '../message.ts';
import { addressOf, code, day, joined, link, mrkdwn, person, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import type { Room } from '../room.ts';
import { inCapitals, placeName, sentence, withoutStop } from '../words.ts';

/** The message of a waiver: asked for, granted, denied, about to end, ended. */
export function waiverMessage(view: WaiverView, pen: Pen): Message {
  const { room } = pen;
  const place = code(placeName(view.cluster, view.target), Math.min(room.value, 60));
  const { sign, says } = heads[view.state];
  const what = prose(withoutStop(view.message), Math.min(room.prose, 150));
  return frame(
    {
      text: mrkdwn`${says} in ${prose(placeName(view.cluster, view.target), room.value)} (${view.severity}): ${what}. ${prose(mainWords(view), room.prose)}`,
      title: joined(
        [mrkdwn`${{ mrkdwn: sign }} *${heading(view)} ${what}*`, place, prose(inCapitals(view.severity))],
        '  ·  ',
      ),
      main: prose(mainWords(view), room.prose),
      colour: colourOf[view.state],
      calls: view.state === 'requested',
      parts: [
        fields('facts', facts(view, room)),
        context('who', ...people(view, room)),
        actions('acts', pen, layouts[view.state]),
        context('ids', joined([code(view.rule.id, 80), mrkdwn`waiver ${code(view.waiver ?? view.id, 40)}`])),
      ],
    },
    pen,
  );
}

const colourOf: Readonly<Record<WaiverState, Colour>> = {
  requested: 'waiting',
  granted: 'quiet',
  denied: 'open',
  ending: 'waiting',
  ended: 'open',
  revoked: 'open',
};

const heads: Readonly<Record<WaiverState, { readonly sign: string; readonly says: string }>> = {
  requested: { sign: ':raising_hand:', says: 'Somebody asks to accept a risk' },
  granted: { sign: ':ballot_box_with_check:', says: 'Risk accepted' },
  denied: { sign: ':heavy_minus_sign:', says: 'Risk not accepted' },
  ending: { sign: ':alarm_clock:', says: 'An accepted risk is about to end' },
  ended: { sign: ':alarm_clock:', says: 'An accepted risk has ended' },
  revoked: { sign: ':heavy_minus_sign:', says: 'An accepted risk was taken back' },
};

function heading({ state, renewal, until, endsIn }: WaiverView): Mrkdwn {
  switch (state) {
    case 'requested':
      return renewal ? mrkdwn`Accept for longer?` : mrkdwn`Accept this risk?`;
    case 'granted':
      return mrkdwn`Accepted until ${day(until)}:`;
    case 'denied':
      return mrkdwn`Not accepted:`;
    case 'ending':
      return mrkdwn`Acceptance ends ${endsIn === undefined ? day(until) : mrkdwn`in ${lasting(endsIn)}`}:`;
    case 'ended':
      return mrkdwn`Acceptance has ended:`;
    case 'revoked':
      return mrkdwn`Acceptance taken back:`;
  }
}

/** What the decision hides or shows: the count is what an approver has to see. */
function mainWords({ state, hides, scope, requester, until, openAgain = 0, owner }: WaiverView): string {
  const what = plural(hides, 'open finding');
  switch (state) {
    case 'requested':
      return `${requester.name} asks to stop counting ${what} until ${formatDate(until)}. It covers ${sentence(scope)}`;
    case 'granted':
      return `${sentence(`${what} in ${scope} ${hides === 1 ? 'is' : 'are'} not counted until ${formatDate(until)}`)} Nothing was changed in the cloud.`;
    case 'denied':
      return `${plural(hides, 'finding')} in ${scope} ${hides === 1 ? 'counts' : 'count'} as open.`;
    case 'ending':
      return `From ${formatDate(until)} on ${plural(hides, 'finding')} in ${scope} ${hides === 1 ? 'counts' : 'count'} as open again. ${owner} has to fix it or ask again.`;
    case 'ended':
    case 'revoked':
      return `${plural(openAgain, 'finding')} in ${scope} ${openAgain === 1 ? 'counts' : 'count'} as open again.`;
  }
}

function facts(view: WaiverView, room: Room): readonly Field[] {
  const { reason, control, ticket, scope, hides, until, owner, decision } = view;
  return [
    ['Reason', prose(reason, room.prose)],
    ['Done instead', control === undefined ? undefined : prose(control, room.prose)],
    ['Covers', prose(scope, Math.min(room.prose, 120))],
    ['Hides', mrkdwn`${plural(hides, 'open finding')}`],
    ['Until', day(until)],
    ['Owner', prose(owner, 60)],
    ['Ticket', ticket === undefined ? undefined : ticketOf(ticket, room)],
    ['Decided by', view.state === 'requested' && decision && 'by' in decision ? prose(decision.by, 80) : undefined],
  ];
}

const ticketOf = (ticket: string, { value }: Room): Mrkdwn =>
  addressOf(ticket) === undefined ? code(ticket, value) : link(ticket, prose(ticket, Math.min(value, 60)));

function people(
  { requester, requestedAt, asked, decided, decision, state, letEnd }: WaiverView,
  room: Room,
): readonly (Mrkdwn | undefined)[] {
  const word = state === 'denied' ? 'denied' : state === 'revoked' ? 'taken back' : 'approved';
  return [
    joined([
      mrkdwn`Asked for by ${person(requester)} ${when(requestedAt)}`,
      decided && mrkdwn`${word} by ${person(decided.by)} ${when(decided.at)}`,
      decided?.why !== undefined && prose(decided.why, Math.min(room.prose, 160)),
    ]),
    state === 'requested' && asked ? mrkdwn`:raising_hand: ${person(asked)} is asked to decide` : undefined,
    letEnd && mrkdwn`:hourglass_flowing_sand: ${person(letEnd.by)} lets it end ${when(letEnd.at)}`,
    state === 'requested' && decision && 'nobody' in decision
      ? mrkdwn`:lock: Nobody can decide this: ${prose(sentence(decision.nobody), 160)}`
      : undefined,
  ];
}

const again: Layout = {
  row: ['propose', 'renew-waiver'],
  primary: 'propose',
  menu: ['explain', 'evidence', 'history'],
};

const layouts: Readonly<Record<WaiverState, Layout>> = {
  requested: {
    row: ['grant-waiver', 'deny-waiver', 'change-waiver'],
    primary: 'grant-waiver',
    menu: ['explain', 'evidence', 'history'],
  },
  granted: { row: [], menu: ['explain', 'evidence', 'history'] },
  denied: { ...again, says: { 'renew-waiver': 'Ask again…' } },
  ending: { ...again, row: ['propose', 'renew-waiver', 'let-expire'] },
  ended: again,
  revoked: { ...again, says: { 'renew-waiver': 'Ask again…' } },
};
