import { plural } from '#lib/text';
import { formatTime } from '#lib/time';
import type { ScanFailedView } from '../../views.ts';
import { actions, context, fields, section, type Pen } from '../blocks.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, link, mrkdwn, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { lines, sentence } from '../words.ts';

/** The sweep failed or did not come: what is not watched meanwhile. */
export function scanFailedMessage(view: ScanFailedView, pen: Pen): Message {
  const { room } = pen;
  const { state, unwatchedCount, lastGood, error, since, run, log, next } = view;
  const well = state === 'recovered';
  const what = plural(unwatchedCount, 'target');
  const last = lastGood === undefined ? 'Nothing was ever read' : `The last good sweep was at ${formatTime(lastGood)}`;
  const heads = {
    failed: { sign: ':rotating_light:', says: 'The sweep failed' },
    stale: { sign: ':rotating_light:', says: 'No sweep has come' },
    recovered: { sign: ':white_check_mark:', says: 'Sweeps come again' },
  } as const;
  const { sign, says } = heads[state];
  return frame(
    {
      text: well
        ? mrkdwn`${says}: everything is watched.`
        : mrkdwn`${says}: ${what} ${isOrAre(unwatchedCount)} not watched. ${last}.`,
      title: well
        ? mrkdwn`${{ mrkdwn: sign }} *${says}*`
        : mrkdwn`${{ mrkdwn: sign }} *${says}*  ·  ${what} not watched`,
      main: well
        ? mrkdwn`Everything is watched. What happened meanwhile is told of now.`
        : mrkdwn`Nothing new would be found there. ${last}.${error && mrkdwn` ${prose(sentence(error.says), room.prose)}`}`,
      colour: well ? 'done' : 'open',
      calls: !well,
      parts: [
        well ? undefined : unwatched(view, pen),
        fields('facts', [
          [well ? 'Was so since' : 'Since', when(since)],
          ['Last good sweep', lastGood === undefined ? undefined : when(lastGood)],
          ['Kind of error', error && code(error.kind, 60)],
        ]),
        context('next', next !== undefined && !well && mrkdwn`:wrench: ${prose(sentence(next), room.prose)}`),
        actions('acts', pen, { row: ['recheck'], primary: 'recheck', menu: ['explain'] }),
        context(
          'ids',
          joined([run !== undefined && mrkdwn`run ${code(run, 60)}`, log && link(log.url, mrkdwn`${log.name}`)]),
        ),
      ],
    },
    pen,
  );
}

function unwatched(
  { unwatched: targets, unwatchedCount }: ScanFailedView,
  { room }: Pen,
): ReturnType<typeof section> | undefined {
  const rows = targets.map(
    ({ id, name }): Mrkdwn =>
      mrkdwn`• ${code(id, 80)}${name === undefined ? undefined : mrkdwn` (${prose(name, 60)})`}`,
  );
  const said = lines(rows, Math.min(room.rows, 6), unwatchedCount);
  return said && section('unwatched', mrkdwn`*Not watched*\n${said}`);
}

const isOrAre = (n: number): string => (n === 1 ? 'is' : 'are');
