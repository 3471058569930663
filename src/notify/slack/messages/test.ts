import type { TestView } from '../../views.ts';
import { context, section, type Pen } from '../blocks.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, mrkdwn, prose, when } from '../mrkdwn.ts';
import { lines } from '../words.ts';

/** Proves that a channel can be reached, and says what else was tried. */
export function testMessage({ by, at, from, checks, id }: TestView, pen: Pen): Message {
  const bad = checks.filter(({ ok }) => !ok).length;
  const well =
    bad === 0 ? 'Everything that was tried works' : `${bad} of ${checks.length} things that were tried do not work`;
  const rows = checks.map(
    ({ says, ok }) => mrkdwn`${{ mrkdwn: ok ? ':white_check_mark:' : ':x:' }} ${prose(says, 140)}`,
  );
  const said = lines(rows, Math.max(pen.room.rows, 3));
  return frame(
    {
      text: mrkdwn`Test message of Shoalwatch: this channel can be reached. ${well}.`,
      title: mrkdwn`:wave: *Test message:* this channel can be reached`,
      main: mrkdwn`Alerts of Shoalwatch will look like this. ${well}; nothing has to be done here.`,
      colour: bad === 0 ? 'news' : 'waiting',
      parts: [
        said && section('checks', said),
        context(
          'ids',
          joined([mrkdwn`sent by ${prose(by, 60)} from ${prose(from, 60)}`, when(at), mrkdwn`test ${code(id, 40)}`]),
        ),
      ],
    },
    pen,
  );
}
