import { formatTime } from '#lib/time';
import type { FindingView } from '../../views.ts';
import { signOf } from '../colours.ts';
import { lasting, ordinal } from '../lasting.ts';
import { bold, code, joined, link, mrkdwn, prose, struck, when, type Mrkdwn } from '../mrkdwn.ts';
import type { Room } from '../room.ts';
import { accountWords, actorName, how, inCapitals, sentence, withoutStop } from '../words.ts';
import { countOf, placesOf } from './finding-places.ts';

/** What is wrong, where, and who did it, in sentences that stand alone on a lock screen. */
export function textOf(view: FindingView, room: Room): Mrkdwn {
  const { severity, target } = view;
  const { place, resource } = placesOf(view);
  const account = (view.spread?.targets ?? 1) > 1 ? '' : accountWords(target);
  const named = account === '' || account.startsWith(place) ? prose(account || place, room.value) : undefined;
  const within = named ?? mrkdwn`${prose(place, room.value)} (${prose(account, room.value)})`;
  const where = resource === undefined ? within : mrkdwn`${within}, ${prose(resource, room.value)}`;
  const what = prose(sentence(whatIsWrong(view)), room.prose);
  const ended = {
    resolved: 'Resolved',
    gone: 'Gone',
    'no-longer-applies': 'No longer applies',
    withdrawn: 'Withdrawn',
  };
  switch (view.state) {
    case 'announced':
      return mrkdwn`${inCapitals(severity)} about to happen in ${where}: ${what}${changedBy(view)}`;
    case 'open':
      return mrkdwn`${inCapitals(severity)}${again(view)} in ${where}: ${what}${changedBy(view)}`;
    case 'snoozed':
      return mrkdwn`Snoozed by ${view.snooze?.by.name} in ${where}: ${what}`;
    case 'waived':
      return mrkdwn`Risk accepted by ${view.waiver?.by.name} in ${where}: ${what}`;
    case 'resolved':
    case 'gone':
    case 'no-longer-applies':
    case 'withdrawn':
      return mrkdwn`${ended[view.state]} in ${where}: ${prose(endWords(view), room.prose)} Before (${severity}): ${what}`;
  }
}

/** Sign, what is wrong, where and how grave; the words say the state, too. */
export function titleOf(view: FindingView, room: Room): Mrkdwn {
  const { severity, state, cluster } = view;
  const what = prose(withoutStop(whatIsWrong(view)), Math.min(room.prose, 150));
  const linked = link(room.links ? (cluster?.url ?? view.members[0]?.url) : undefined, what);
  const most = Math.min(room.value, 60);
  const { place: within, resource } = placesOf(view);
  const place = joined([code(within, most), resource !== undefined && code(resource, most)], '  ·  ');
  const grave = view.was?.severity !== undefined && view.was.severity !== severity;
  const graveness = grave
    ? mrkdwn`~${inCapitals(view.was.severity)}~ → ${inCapitals(severity)}`
    : prose(inCapitals(severity));
  const was = mrkdwn`was ${inCapitals(severity)}`;
  const open = { mrkdwn: signOf[severity] };
  switch (state) {
    case 'announced':
      return joined([mrkdwn`:hourglass_flowing_sand: *About to happen: ${linked}*`, place, graveness], '  ·  ');
    case 'open':
      return joined([mrkdwn`${open} *${backAgain(view)}${linked}*`, place, graveness], '  ·  ');
    case 'snoozed':
      return joined([mrkdwn`:zzz: *Snoozed: ${linked}*`, place, graveness], '  ·  ');
    case 'waived':
      return joined([mrkdwn`:ballot_box_with_check: *Risk accepted: ${linked}*`, place, graveness], '  ·  ');
    case 'resolved':
      return joined([mrkdwn`:white_check_mark: *Resolved:* ${struck(what)}`, place, was], '  ·  ');
    case 'gone':
      return joined([mrkdwn`:wastebasket: *Gone:* ${struck(what)}`, place, was], '  ·  ');
    case 'no-longer-applies':
      return joined([mrkdwn`:heavy_minus_sign: *No longer applies:* ${struck(what)}`, place, was], '  ·  ');
    case 'withdrawn':
      return joined([mrkdwn`:leftwards_arrow_with_hook: *Withdrawn:* ${struck(what)}`, place, was], '  ·  ');
  }
}

/** What it lets somebody do, or how it ended. */
export function mainOf(view: FindingView, room: Room): Mrkdwn {
  const why = prose(sentence(view.rule.why), room.prose);
  const { takesEffect, snooze, waiver, resolution } = view;
  switch (view.state) {
    case 'announced': {
      const soon =
        takesEffect?.within === undefined
          ? 'when the cloud has carried it out'
          : `in about ${lasting(takesEffect.within)}`;
      const at = takesEffect ? mrkdwn` ${when(takesEffect.acceptedAt)}` : undefined;
      return mrkdwn`The change was accepted${at} and takes effect ${soon}. ${why}`;
    }
    case 'open':
      return why;
    case 'snoozed':
      return snooze
        ? mrkdwn`${bold(mrkdwn`Nothing was changed.`)} It is quiet until ${when(snooze.until)}, then it is open again. ${why}`
        : why;
    case 'waived':
      return waiver
        ? mrkdwn`${bold(mrkdwn`Nothing was changed.`)} It counts as accepted until ${when(waiver.until)}. ${why}`
        : why;
    case 'resolved':
      return mrkdwn`${prose(endWords(view), room.prose)}${resolution && mrkdwn` Read from the cloud ${when(resolution.verifiedAt)}.`}`;
    case 'gone':
    case 'no-longer-applies':
    case 'withdrawn':
      return prose(endWords(view), room.prose);
  }
}

/** The bad fact; of several members how many there are. */
export function whatIsWrong(view: FindingView): string {
  const { message, members } = view;
  const count = countOf(view);
  if (count < 2) return message;
  const alike = members.every((it) => it.message === undefined || it.message === message);
  return alike
    ? `${withoutStop(message)}: ${count} resources`
    : `${withoutStop(message)}, and ${count - 1} more like it`;
}

/** How it ended, as a sentence. `resolved` says what was read, and never that somebody meant it. */
function endWords({ state, rule, closedBecause, resolution }: FindingView): string {
  switch (state) {
    case 'resolved': {
      const by = resolution?.plan !== undefined ? ' Shoalwatch put it right.' : '';
      return `${sentence(rule.title)}${by}`;
    }
    case 'gone':
      return sentence(closedBecause ?? 'The resource was deleted; nobody put it right');
    case 'withdrawn':
      return sentence(closedBecause ?? 'The change did not take effect');
    case 'no-longer-applies':
      return sentence(closedBecause ?? 'The rule does not speak about it any more; nobody put it right');
    case 'announced':
    case 'open':
    case 'snoozed':
    case 'waived':
      return '';
  }
}

const backAgain = ({ regression }: FindingView): Mrkdwn | undefined =>
  regression &&
  (regression.times > 1 ? mrkdwn`Back again (${ordinal(regression.times)} time in 30 days): ` : mrkdwn`Back again: `);

const again = ({ regression, unwaived }: FindingView): Mrkdwn | undefined =>
  regression ? mrkdwn` is back` : unwaived ? mrkdwn` is open again` : undefined;

function changedBy({ change }: FindingView): Mrkdwn | undefined {
  if (!change) return undefined;
  return mrkdwn` Changed by ${prose(actorName(change.actor), 80)}${how[change.origin]}, ${formatTime(change.at)}.`;
}
