import { severities } from '#model';
import type { FrameworkCounts, ReportView } from '../../views.ts';
import { context, fields, section, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, mrkdwn, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { capital, percent } from '../words.ts';

/** A report was written: counts and where it lies. Who opens it needs the right to read there: no link lets anybody in. */
export function reportMessage(view: ReportView, pen: Pen): Message {
  const { name, every, run, at, open, overdue, coverage, incomplete, framework, place, files } = view;
  const { room } = pen;
  const total = severities.reduce((sum, it) => sum + open[it], 0);
  const late = overdue === undefined ? '' : `, ${overdue} overdue`;
  const unread = incomplete ? mrkdwn` INCOMPLETE: not everything could be read.` : undefined;
  const said = `${total} open, ${open.critical} of them critical${late}; coverage ${percent(coverage)}`;
  return frame(
    {
      text: mrkdwn`The ${every} report ${prose(name, 60)} is written: ${said}.${unread}`,
      title: mrkdwn`:page_facing_up: *${capital(every)} report written*  ·  ${code(name, 80)}`,
      main: mrkdwn`${said}.${unread}`,
      colour: incomplete ? 'unread' : 'news',
      parts: [
        fields('facts', [
          ...severities.map(
            (it) => [`Open ${it}`, open[it] === 0 ? undefined : mrkdwn`${{ mrkdwn: signOf[it] }} ${open[it]}`] as const,
          ),
        ]),
        framework && section('framework', mrkdwn`*${prose(framework.title, 100)}*\n${countsOf(framework)}`),
        section(
          'place',
          mrkdwn`*Where it lies*\n${code(place, room.value * 2)}\n${prose(files.join(', '), room.prose)}`,
        ),
        context('ids', joined([mrkdwn`run ${code(run, 60)}`, when(at)])),
      ],
    },
    pen,
  );
}

const countsOf = ({ notMet, waived, notAssessed, met, manual }: FrameworkCounts): Mrkdwn =>
  mrkdwn`${[`${notMet} not met`, `${waived} waived`, `${notAssessed} not assessed`, `${met} met`, `${manual} manual`].join(', ')}`;
