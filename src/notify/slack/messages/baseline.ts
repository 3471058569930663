import { plural } from '#lib/text';
import { severities } from '#model';
import type { BaselineView } from '../../views.ts';
import { actions, context, fields, section, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import { lasting } from '../lasting.ts';
import type { Message } from '../message.ts';
import { link, mrkdwn, person, when, type Mrkdwn } from '../mrkdwn.ts';
import { capital, leadLine, lines, percent } from '../words.ts';

const mostLeads = 5;

/** The first scan of what a channel watches: one message, whatever was found. */
export function baselineMessage(view: BaselineView, pen: Pen): Message {
  const { clusters, targets, unreadTargets, open, unknown, report, coverage } = view;
  const total = severities.reduce((sum, it) => sum + open[it], 0);
  const unread = unreadTargets > 0 ? `; ${plural(unreadTargets, 'target')} could not be read` : '';
  const found = severities.filter((it) => open[it] > 0).map((it) => `${open[it]} ${it}`);
  const what = total === 0 ? 'nothing is open' : `${found.join(', ')} open`;
  return frame(
    {
      text: mrkdwn`First scan finished: ${plural(clusters, 'cluster')} in ${plural(targets, 'target')}, ${what}${unread}. Only changes will be posted from now on.`,
      title: mrkdwn`:mag: *First scan finished:* ${plural(clusters, 'cluster')} in ${plural(targets, 'target')}`,
      main: mrkdwn`This is how things stand today. From now on only changes are posted here${unread}.`,
      colour: unreadTargets > 0 ? 'unread' : 'news',
      calls: false,
      parts: [
        fields('facts', [
          ...severities.map((it) => [capital(it), count(open[it], signOf[it])] as const),
          [
            'Coverage',
            mrkdwn`${percent(coverage)}${unreadTargets > 0 ? mrkdwn` (${plural(unreadTargets, 'target')} unread)` : undefined}`,
          ],
          ['Rules', mrkdwn`${view.rules}`],
          ['Took', mrkdwn`${lasting(view.took)}`],
        ]),
        top(view, pen),
        context(
          'unknown',
          unknown > 0 &&
            mrkdwn`:question: ${plural(unknown, 'answer')} of a rule ${unknown === 1 ? 'is' : 'are'} unknown, and not passed: what it needs could not be read`,
        ),
        context(
          'posted',
          view.posted && mrkdwn`:scroll: Posted as cards by ${person(view.posted.by)} ${when(view.posted.at)}`,
        ),
        actions('acts', pen, {
          row: ['report', 'post-top'],
          primary: 'report',
          menu: ['routing-help'],
          urls: { report: report?.url },
        }),
        context('ids', report && mrkdwn`report ${link(report.url, mrkdwn`${report.name}`)}`),
      ],
    },
    pen,
  );
}

const count = (n: number, sign: string): Mrkdwn | undefined => (n === 0 ? undefined : mrkdwn`${{ mrkdwn: sign }} ${n}`);

function top({ top: leads, open }: BaselineView, { room }: Pen): ReturnType<typeof section> | undefined {
  const shown = leads.slice(0, mostLeads).map((lead, at) => mrkdwn`${at + 1}. ${leadLine(lead, room)}`);
  const said = lines(shown, Math.min(room.rows, mostLeads));
  return said && section('top', mrkdwn`*Start with ${open.critical + open.high === 1 ? 'this' : 'these'}*\n${said}`);
}
