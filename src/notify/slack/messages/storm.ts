import { plural } from '#lib/text';
import type { StormView } from '../../views.ts';
import { actions, context, section, type Part, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import { lasting } from '../lasting.ts';
import type { Message } from '../message.ts';
import { code, joined, link, mrkdwn, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { actorName, capital, inCapitals, leadLine, lines, percent, sentence, withoutStop } from '../words.ts';

/** Many new findings at once as one message, which is edited until it is calm. Every critical one is named. */
export function stormMessage(view: StormView, pen: Pen): Message {
  const { count, where, lasts, calm, criticals, guess, since, list, mutedUntil, id } = view;
  const { room } = pen;
  const criticalWords = criticals.length === 0 ? 'none of them critical' : `${criticals.length} of them critical`;
  const place = code(where, Math.min(room.value, 60));
  return frame(
    {
      text: mrkdwn`${plural(count, 'new finding')} in ${prose(where, room.value)} within ${lasting(lasts)}, ${criticalWords}.${guess === undefined ? undefined : mrkdwn` ${prose(capital(sentence(guess)), 100)}`}`,
      title: mrkdwn`:ocean: *${plural(count, 'new finding')} within ${lasting(lasts)}*  ·  ${place}${calm ? mrkdwn`  ·  calm again` : undefined}`,
      main: joined(
        [
          mrkdwn`${criticals.length === 0 ? 'None of them is' : `${criticals.length} of them ${criticals.length === 1 ? 'is' : 'are'}`} critical. They are told of here together, so that nothing else is drowned.`,
          guess !== undefined && mrkdwn`What it looks like: ${prose(sentence(guess), 100)}`,
        ],
        ' ',
      ),
      colour: calm ? 'news' : 'open',
      calls: criticals.length > 0 && !calm,
      parts: [
        listed(
          'criticals',
          mrkdwn`*Every critical one*`,
          criticals.map((it) => leadLine(it, room)),
          Math.max(room.rows, 3),
        ),
        listed('rules', mrkdwn`*By rule*`, view.byRule.map(ruleLine), room.rows),
        context('who', who(view, room.value)),
        context(
          'muted',
          mutedUntil !== undefined &&
            mrkdwn`:zzz: Muted until ${when(mutedUntil)}; new criticals are posted all the same`,
        ),
        actions('acts', pen, {
          row: ['report', 'mute-burst'],
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
