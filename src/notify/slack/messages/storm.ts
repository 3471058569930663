import { plural } from '#lib/text';
import type { Lead, StormView } from '../../views.ts';
import { actions, context, section, type Part, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import { lasting } from '../lasting.ts';
import type { Message } from '../message.ts';
import { code, joined, link, mrkdwn, person, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import type { Room } from '../room.ts';
import { actorName, capital, inCapitals, leadLine, lines, percent, sentence, withoutStop } from '../words.ts';

/**
 * Many new findings at once as one message, which is edited until it is calm. Every critical one is named: by it, or by the
 * messages after it that do nothing else.
 */
export function stormMessage(view: StormView, pen: Pen): Message {
  return view.from === undefined ? burstMessage(view, pen) : criticalsMessage({ ...view, from: view.from }, pen);
}

function burstMessage(view: StormView, pen: Pen): Message {
  const { count, awake = 0, where, lasts, calm, criticals, guess, since, list, muted, id } = view;
  const { room } = pen;
  const { criticalCount = criticals.length } = view;
  const criticalWords = criticalCount === 0 ? 'none of them critical' : `${criticalCount} of them critical`;
  const what = plural(count, awake === 0 ? 'new finding' : 'finding');
  const place = code(where, Math.min(room.value, 60));
  return frame(
    {
      text: mrkdwn`${what} in ${prose(where, room.value)} within ${lasting(lasts)}, ${criticalWords}.${guess === undefined ? undefined : mrkdwn` ${prose(capital(sentence(guess)), 100)}`}`,
      title: mrkdwn`:ocean: *${what} within ${lasting(lasts)}*  ·  ${place}${calm ? mrkdwn`  ·  calm again` : undefined}`,
      main: joined(
        [
          mrkdwn`${criticalCount === 0 ? 'None of them is' : `${criticalCount} of them ${criticalCount === 1 ? 'is' : 'are'}`} critical. They are told of here together, so that nothing else is drowned.`,
          awake > 0 && mrkdwn`${awokenWords(awake, count)}`,
          guess !== undefined && mrkdwn`What it looks like: ${prose(sentence(guess), 100)}`,
        ],
        ' ',
      ),
      colour: calm ? 'news' : 'open',
      calls: criticalCount > 0 && !calm,
      parts: [
        ...criticalRows(criticalHead(view), criticals, room),
        context('unnamed', unnamed(view)),
        listed('rules', mrkdwn`*By rule*`, view.byRule.map(ruleLine), room.rows),
        context('who', who(view, room.value)),
        context(
          'muted',
          muted &&
            !calm &&
            mrkdwn`:zzz: Muted by ${person(muted.by)} until ${when(muted.until)}; new criticals are posted all the same`,
        ),
        actions('acts', pen, {
          row: ['report', 'mute-burst', 'unmute'],
          primary: 'report',
          menu: ['routing-help'],
          urls: { report: list?.url },
        }),
        context(
          'ids',
          joined([
            mrkdwn`since ${when(since)}`,
            mrkdwn`burst ${code(id, 40)}`,
            list && mrkdwn`all: ${link(list.url, mrkdwn`${list.name}`)}`,
          ]),
        ),
      ],
    },
    pen,
  );
}

/** How many are not new. */
const awokenWords = (awake: number, count: number): string =>
  awake === 1
    ? `${count === 1 ? 'It' : '1 of them'} was asleep, and is awake again.`
    : `${awake === count ? 'All' : awake} of them were asleep, and are awake again.`;

/** The criticals that the first message has no room for. It calls nobody: the first one did. */
function criticalsMessage({ from, criticals, where, since, id }: StormView & { from: number }, pen: Pen): Message {
  const { room } = pen;
  const to = from + criticals.length - 1;
  const range = from === to ? `Critical ${from}` : `Criticals ${from} to ${to}`;
  return frame(
    {
      text: mrkdwn`${range} of the burst of new findings in ${prose(where, room.value)}.`,
      title: mrkdwn`:ocean: *${range}* of the burst  ·  ${code(where, Math.min(room.value, 60))}`,
      main: mrkdwn`The message of the burst above says how many there are; these are the critical ones that it has no room for.`,
      colour: 'open',
      parts: [
        ...criticalRows(mrkdwn`*${range}*`, criticals, room),
        context('ids', joined([mrkdwn`since ${when(since)}`, mrkdwn`burst ${code(id, 60)}`])),
      ],
    },
    pen,
  );
}

/** Rows with all that is known of each, as long as they are few. */
const few = 10;

/** A section holds so many characters; rows of it are kept whole. */
const sectionRoom = 2900;

/** Rows of criticals over as many sections as they need. However little room there is, none is left out. */
function criticalRows(head: Mrkdwn, criticals: readonly Lead[], room: Room): readonly Part[] {
  if (criticals.length === 0) return [];
  const rows = criticals.map((it) => (criticals.length <= few ? leadLine(it, shorter(room)) : criticalLine(it, room)));
  const sections: Mrkdwn[] = [head];
  for (const row of rows) {
    const last = sections.at(-1) ?? head;
    const longer = mrkdwn`${last}\n${row}`;
    if (longer.mrkdwn.length > sectionRoom) sections.push(row);
    else sections.splice(-1, 1, longer);
  }
  return sections.map((it, at) => section(at === 0 ? 'criticals' : `criticals-${at}`, it));
}

/** A short row: what it says, and where unless that says so. */
function criticalLine({ says, where }: Lead, room: Room): Mrkdwn {
  const { prose: most, value } = shorter(room);
  const what = prose(withoutStop(says), most);
  return says.includes(where) ? mrkdwn`• ${what}` : mrkdwn`• ${what} · ${code(where, value)}`;
}

const shorter = (room: Room): Room => ({
  ...room,
  prose: room.rows === 0 ? 24 : Math.min(90, Math.floor(room.prose / 2)),
  value: room.rows === 0 ? 16 : Math.min(room.value, 40),
});

function criticalHead({ criticals, criticalCount, unnamed: none = 0 }: StormView): Mrkdwn {
  if (criticalCount === undefined) return mrkdwn`*Every critical one*`;
  const more = criticalCount - criticals.length - none;
  return mrkdwn`*Criticals 1 to ${criticals.length} of ${criticalCount}*${more > 0 ? '; the next ones are named below this message' : ''}`;
}

function unnamed({ unnamed: count = 0, list }: StormView): Mrkdwn | false {
  if (count === 0) return false;
  const more = plural(count, 'more critical finding');
  return mrkdwn`:warning: *${more}* ${count === 1 ? 'has' : 'have'} no room in any message: ${code('/shoalwatch open critical')} and ${link(list?.url, mrkdwn`the report`)} name them`;
}

function listed(role: string, head: Mrkdwn, rows: readonly Mrkdwn[], most: number): Part | undefined {
  const said = lines(rows, most);
  return said && section(role, mrkdwn`${head}\n${said}`);
}

const ruleLine = ({ title, severity, count, rule }: StormView['byRule'][number]): Mrkdwn =>
  mrkdwn`${{ mrkdwn: signOf[severity] }} ${count} × ${inCapitals(severity)} against “${prose(withoutStop(title), 90)}” (${code(rule, 60)})`;

function who({ actor }: StormView, most: number): Mrkdwn {
  if (!actor) return mrkdwn`:bust_in_silhouette: No one actor did most of it`;
  return mrkdwn`:bust_in_silhouette: ${percent(actor.share)} of it by *${prose(actorName(actor.name), most)}* · ${code(actor.call, 80)}`;
}
