import { plural } from '#lib/text';
import type { PolicyChangedView } from '../../views.ts';
import { actions, context, section, type Pen } from '../blocks.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { joined, link, mrkdwn, person, prose, when, type Mrkdwn } from '../mrkdwn.ts';
import { leadLine, lines } from '../words.ts';

/** The policy changed: what it says now, and what that opened and closed, in one message. */
export function policyChangedMessage(view: PolicyChangedView, pen: Pen): Message {
  const { room } = pen;
  const { version, by, at, changes, opened, closed, atRisk, top, list } = view;
  const risk =
    atRisk > 0
      ? `${plural(atRisk, 'resource')} ${atRisk === 1 ? 'is' : 'are'} at risk now`
      : 'no resource is at risk by it';
  const moved = `${plural(opened, 'finding')} opened, ${closed} closed`;
  const said = lines(
    changes.map((it): Mrkdwn => mrkdwn`• ${prose(it, Math.min(room.prose, 160))}`),
    Math.max(2, Math.min(room.rows, 8)),
  );
  const leads = lines(
    top.map((it) => leadLine(it, room)),
    Math.min(room.rows, 5),
    Math.max(top.length, opened),
  );
  return frame(
    {
      text: mrkdwn`Policy v${version} by ${by.name} counts now: ${risk}; ${moved}.`,
      title: mrkdwn`:scroll: *Policy v${version} counts now*  ·  ${risk}`,
      main: mrkdwn`${moved}. Nothing was changed in the cloud, and nothing was read again: what was read last is judged by the new policy.`,
      colour: atRisk > 0 ? 'open' : 'news',
      parts: [
        said && section('changes', mrkdwn`*What changed*\n${said}`),
        leads && section('top', mrkdwn`*At risk now*\n${leads}`),
        context('who', joined([mrkdwn`:bust_in_silhouette: ${person(by)}`, when(at)])),
        actions('acts', pen, {
          row: ['report'],
          primary: 'report',
          menu: ['routing-help'],
          urls: { report: list?.url },
        }),
        context(
          'ids',
          joined([mrkdwn`policy v${version}`, list && mrkdwn`all: ${link(list.url, mrkdwn`${list.name}`)}`]),
        ),
      ],
    },
    pen,
  );
}
