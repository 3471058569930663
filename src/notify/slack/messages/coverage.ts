import { plural } from '#lib/text';
import type { GapReason } from '#model';
import type { CoverageView } from '../../views.ts';
import { actions, context, fields, section, type Pen } from '../blocks.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, codeBlock, joined, mrkdwn, person, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { account, accountLabelOf, lines, placeName, sentence } from '../words.ts';

/** Something cannot be read: what is unknown because of it, and what would cure it. It never resolves a finding. */
export function coverageMessage(view: CoverageView, pen: Pen): Message {
  const { room } = pen;
  const { cluster, target, state, reason, rulesUnknown, keptOpen, since, until, grant, detail } = view;
  const name = placeName(cluster, target);
  const place = code(name, Math.min(room.value, 60));
  const unknown = `${plural(rulesUnknown, 'rule')} cannot be judged`;
  const cured = state === 'cured';
  return frame(
    {
      text: cured
        ? mrkdwn`Reading works again: ${prose(name, room.value)} is judged as before.`
        : mrkdwn`Cannot read ${prose(name, room.value)}: ${causes[reason]}. ${unknown}.`,
      title: cured
        ? mrkdwn`:white_check_mark: *Can be read again:* ${place}`
        : mrkdwn`:no_entry_sign: *Cannot read* ${place}  ·  ${unknown}${state === 'muted' ? mrkdwn`  ·  muted` : undefined}`,
      main: cured
        ? mrkdwn`What could not be judged is judged again.`
        : mrkdwn`${prose(sentence(causeWords(reason)), 200)} ${kept(keptOpen)}`,
      colour: cured ? 'done' : 'unread',
      calls: false,
      parts: [
        fields('facts', [
          [accountLabelOf(target), account(target, room)],
          ['Region', target.region === undefined ? undefined : code(target.region, 40)],
          ['Since', when(since)],
          ['Until', cured && until !== undefined ? when(until) : undefined],
          ['Kept open, unverified', keptOpen > 0 && !cured ? mrkdwn`${plural(keptOpen, 'finding')}` : undefined],
        ]),
        cured ? undefined : refused(view, pen),
        cured || grant === undefined || room.rows < 3
          ? undefined
          : section('grant', mrkdwn`*This cures it*\n${codeBlock(grant, 1200)}`),
        context('detail', detail !== undefined && room.extras && prose(detail, Math.min(room.prose, 240))),
        context(
          'muted',
          view.muted &&
            !cured &&
            mrkdwn`:zzz: Muted by ${person(view.muted.by)} until ${when(view.muted.until)}: what is unread counts as unread all the same`,
        ),
        actions('acts', pen, {
          row: ['recheck', 'unmute'],
          primary: 'recheck',
          menu: ['mute-gap', 'explain', 'routing-help'],
        }),
        context('ids', joined([code(target.id, room.value), mrkdwn`cause ${code(reason, 40)}`])),
      ],
    },
    pen,
  );
}

function refused({ calls }: CoverageView, { room }: Pen): ReturnType<typeof section> | undefined {
  const rows = calls.map(
    ({ api, permission }) =>
      mrkdwn`• ${code(api, 100)}${permission === undefined ? undefined : mrkdwn` needs ${code(permission, 140)}`}`,
  );
  const said = lines(rows, Math.min(room.rows, 6));
  return said && section('calls', mrkdwn`*Refused*\n${said}`);
}

const kept = (n: number): Mrkdwn =>
  n === 0
    ? mrkdwn`Unknown is not passed.`
    : mrkdwn`Unknown is not passed: ${plural(n, 'finding')} ${n === 1 ? 'stays' : 'stay'} open until somebody can look.`;

/** Why, as the end of a sentence on a lock screen. */
const causes: Readonly<Record<GapReason, string>> = {
  denied: 'access was denied',
  throttled: 'the cloud throttled us',
  timeout: 'it did not answer in time',
  unreachable: 'it cannot be reached',
  'not-enabled': 'the API or the region is not enabled',
  'not-found': 'it was not found, though something names it',
  'field-missing': 'the answer lacks a field',
  'in-transition': 'it is being changed',
  outside: 'it lies outside of what is watched',
  'not-in-files': 'the files do not hold it',
  malformed: 'the answer makes no sense',
  stale: 'what was read is too old',
  'not-ready': 'it is not ready yet',
  'rule-error': 'a rule broke down on it',
};

const cures: Readonly<Partial<Record<GapReason, string>>> = {
  denied: 'Our identity lacks a permission',
  throttled: 'It is tried again with the next sweep; a higher quota cures it',
  timeout: 'It is tried again with the next sweep',
  unreachable: 'No way leads to it from where Shoalwatch runs',
  'not-enabled': 'Somebody has to enable it, or leave it out of the targets',
  'rule-error': 'This is a defect of Shoalwatch: please report it with the ids below',
};

function causeWords(reason: GapReason): string {
  const cause = causes[reason];
  const cure = cures[reason];
  const said = `${cause[0]?.toUpperCase() ?? ''}${cause.slice(1)}`;
  return cure === undefined ? said : `${said}. ${cure}`;
}
