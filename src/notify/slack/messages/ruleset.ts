import { plural } from '#lib/text';
import { severities } from '#model';
import type { RulesetView } from '../../views.ts';
import { actions, context, fields, section, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, link, mrkdwn, when } from '../mrkdwn.ts';
import { leadLine, lines } from '../words.ts';

/** An upgrade brought new or better rules: what they opened and closed as counts, never a card each. */
export function rulesetMessage(view: RulesetView, pen: Pen): Message {
  const { room } = pen;
  const { added, changed, opened, closed, from, to, at, top, list } = view;
  const total = severities.reduce((sum, it) => sum + opened[it], 0);
  const rules = `${plural(added, 'new rule')}, ${changed} changed`;
  const moved = `${plural(total, 'finding')} opened, ${closed} closed`;
  const leads = lines(
    top.map((it) => leadLine(it, room)),
    Math.min(room.rows, 5),
    Math.max(top.length, total),
  );
  return frame(
    {
      text: mrkdwn`Shoalwatch has new rules (${rules}): ${moved}.`,
      title: mrkdwn`:package: *New rules:* ${rules}`,
      main: mrkdwn`${moved}. Nothing was changed in the cloud: the rules look closer than before. They are told of here together.`,
      colour: 'news',
      parts: [
        fields('facts', [
          ...severities.map(
            (it) =>
              [`New ${it}`, opened[it] === 0 ? undefined : mrkdwn`${{ mrkdwn: signOf[it] }} ${opened[it]}`] as const,
          ),
          ['Closed', closed === 0 ? undefined : mrkdwn`${closed}`],
        ]),
        leads && section('top', mrkdwn`*The gravest*\n${leads}`),
        actions('acts', pen, {
          row: ['report'],
          primary: 'report',
          menu: ['routing-help'],
          urls: { report: list?.url },
        }),
        context(
          'ids',
          joined([
            mrkdwn`ruleset ${from === undefined ? undefined : mrkdwn`${code(from, 24)} → `}${code(to, 24)}`,
            when(at),
            list && mrkdwn`all: ${link(list.url, mrkdwn`${list.name}`)}`,
          ]),
        ),
      ],
    },
    pen,
  );
}
