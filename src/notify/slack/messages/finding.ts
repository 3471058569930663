import type { FindingView } from '../../views.ts';
import { actions, context, fields, section, type Part, type Pen } from '../blocks.ts';
import { colourOfFinding } from '../colours.ts';
import { frame } from '../frame.ts';
import type { Message } from '../message.ts';
import { code, joined, mrkdwn, when, type Mrkdwn } from '../mrkdwn.ts';
import { controlsOf } from './finding-controls.ts';
import { facts, fixLine, memberList, planLine, standing, who } from './finding-facts.ts';
import { mainOf, textOf, titleOf } from './finding-words.ts';

/**
 * The card of a group through its whole life: about to happen, open, snoozed, accepted, resolved, gone. It is one message
 * that is edited; what has ended keeps only how it ended.
 */
export function findingMessage(view: FindingView, pen: Pen): Message {
  const ended = hasEnded(view);
  const brief = view.style.detail === 'brief';
  return frame(
    {
      text: textOf(view, pen.room),
      title: titleOf(view, pen.room),
      main: mainOf(view, pen.room),
      colour: view.plan ? 'waiting' : colourOfFinding[view.state],
      calls: view.state === 'open' || view.state === 'announced',
      parts: [
        fields('facts', facts(view, pen.room, brief)),
        context('who', who(view, pen.room)),
        ended ? undefined : list(view, pen),
        context('standing', planLine(view), ...standing(view, pen.room)),
        ended || brief ? undefined : context('fix', fixLine(view, pen.room)),
        actions('acts', pen, controlsOf(view)),
        context('ids', ids(view, pen)),
      ],
    },
    pen,
  );
}

/** Nothing is to be done about it any more. */
export const hasEnded = ({ state }: FindingView): boolean =>
  ['resolved', 'gone', 'no-longer-applies', 'withdrawn'].includes(state);

function list(view: FindingView, { room }: Pen): Part | undefined {
  const said = memberList(view, room);
  return said && section('list', said);
}

/** What a person quotes who asks about it. */
function ids({ rule, id, checkedAt, evidence }: FindingView, { room }: Pen): Mrkdwn {
  return joined([
    code(rule.id, 80),
    mrkdwn`group ${code(id, 40)}`,
    mrkdwn`checked ${when(checkedAt)}`,
    room.extras && evidence && mrkdwn`evidence ${code(evidence.snapshot.slice(0, 12), 12)}`,
  ]);
}
