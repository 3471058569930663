import { plural } from '#lib/text';
import { formatDate } from '#lib/time';
import { severities } from '#model';
import type { DigestView } from '../../views.ts';
import { actions, context, fields, section, type Part, type Pen } from '../blocks.ts';
import { signOf } from '../colours.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, day, joined, link, mrkdwn, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { leadLine, lines, percent, sentence } from '../words.ts';

const mostRows = 5;

/** What has happened since the last digest, and what waits for somebody. */
export function digestMessage(view: DigestView, pen: Pen): Message {
  const { opened, closed, open, openBefore, from, to, quiet, unreadTargets, report, incomplete } = view;
  const total = severities.reduce((sum, it) => sum + open[it], 0);
  const left = `${total} open, ${open.critical === 0 ? 'none' : open.critical} of them critical`;
  const isWhole = incomplete === undefined;
  const moved = isWhole ? `${opened} new, ${closed} closed` : `${opened} new`;
  const unread = unreadTargets > 0 ? mrkdwn` ${plural(unreadTargets, 'target')} could not be read.` : undefined;
  return frame(
    {
      text: quiet
        ? mrkdwn`All quiet since ${formatDate(from)}: ${left}.${unread}`
        : mrkdwn`${isWhole ? 'Digest' : 'INCOMPLETE digest'} of ${formatDate(to)}: ${moved}, ${left}.${unread}`,
      title: quiet
        ? mrkdwn`:wave: *All quiet* since ${day(from)}`
        : mrkdwn`:newspaper: *What changed* since ${when(from)}${isWhole ? undefined : mrkdwn`  ·  *INCOMPLETE*`}`,
      main: quiet
        ? mrkdwn`Nothing was found and nothing was closed. Shoalwatch is looking: ${left}.${unread}`
        : mrkdwn`▲ *${opened}* new  ·  ▼ *${isWhole ? `${closed}` : '?'}* closed  ·  = *${total}* open${delta(total, openBefore)}`,
      colour: unreadTargets > 0 || !isWhole ? 'unread' : 'news',
      parts: [
        context(
          'incomplete',
          incomplete !== undefined &&
            mrkdwn`:warning: What was closed is not known, nor how much was read: ${prose(sentence(incomplete), pen.room.prose)}`,
        ),
        fields('facts', [
          ...severities.map(
            (it) => [`Open ${it}`, open[it] === 0 ? undefined : mrkdwn`${{ mrkdwn: signOf[it] }} ${open[it]}`] as const,
          ),
          ['Coverage', isWhole ? coverage(view) : undefined],
          ['Open criticals, 14 days', trend(view.trend)],
        ]),
        block(
          'new',
          '*New, told of here alone*',
          view.news.map((it) => leadLine(it, pen.room)),
          pen,
        ),
        block(
          'oldest',
          '*Oldest criticals*',
          view.oldest.map((it) => leadLine(it, pen.room)),
          pen,
        ),
        block(
          'waiting',
          '*Fixes waiting for approval*',
          view.waiting.map(
            (it) => mrkdwn`• ${prose(it.does, 100)} · ${code(it.where, 60)} · until ${when(it.expires)}`,
          ),
          pen,
        ),
        block(
          'ending',
          '*Accepted risks that end soon*',
          view.ending.map((it) => mrkdwn`• ${prose(it.says, 100)} · ${code(it.where, 60)} · ${day(it.until)}`),
          pen,
        ),
        actions('acts', pen, {
          row: ['report'],
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

function block(role: string, head: string, rows: readonly Mrkdwn[], { room }: Pen): Part | undefined {
  const said = lines(rows, Math.min(room.rows, mostRows));
  return said && section(role, mrkdwn`${{ mrkdwn: head }}\n${said}`);
}

function delta(total: number, before: number | undefined): Mrkdwn | undefined {
  if (before === undefined || before === total) return undefined;
  return mrkdwn` (${total > before ? '+' : '−'}${Math.abs(total - before)})`;
}

function coverage({ coverage: now, coverageBefore: before, unreadTargets }: DigestView): Mrkdwn {
  const was = before !== undefined && percent(before) !== percent(now) ? mrkdwn`~${percent(before)}~ → ` : undefined;
  return joined([
    mrkdwn`${was}${percent(now)}`,
    unreadTargets > 0 && mrkdwn`${plural(unreadTargets, 'target')} unread`,
  ]);
}

const bars = '▁▂▃▄▅▆▇█';

/** Numbers as a line of bars, the last one is today's. */
function trend(all: readonly number[]): Mrkdwn | undefined {
  if (all.length < 2) return undefined;
  const most = Math.max(1, ...all);
  const line = all
    .slice(-14)
    .map((n) => bars[Math.min(bars.length - 1, Math.round((n / most) * (bars.length - 1)))] ?? '');
  return mrkdwn`${line.join('')} ${all.at(-1)}`;
}
