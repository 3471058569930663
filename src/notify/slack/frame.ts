import { colours, type Colour } from './colours.ts';
import { context, section, type Part, type Pen } from './blocks.ts';
import type { Attachment, Message } from './message.ts';
import { mention, type Mrkdwn } from './mrkdwn.ts';

/** What a message is made of, from the top. */
export interface Draft {
  /** Whole sentences without markup, for a lock screen. */
  readonly text: Mrkdwn;
  readonly title: Mrkdwn;
  /** One plain sentence or two: what is wrong, and what it lets somebody do. */
  readonly main?: Mrkdwn | undefined;
  readonly colour: Colour;
  /** What stands behind the colour bar; Slack may fold it away. */
  readonly parts: readonly (Part | undefined)[];
  /** Whether whoever the channel wants called is called: for news, not for what has ended. */
  readonly calls?: boolean;
}

/** The frame that all messages share: title and main sentence on top, all else behind the bar whose colour is the state. */
export function frame({ text, title, main, colour, parts, calls }: Draft, { view }: Pen): Message {
  const numbered = (all: readonly (Part | undefined)[]): readonly Part[] =>
    all.flatMap((part) => (part ? [{ ...part, block_id: `${part.block_id}.${view.render}` }] : []));
  const called = calls ? mention(view.style.mention) : undefined;
  const said = text.mrkdwn.replaceAll(/\s+/g, ' ').trim();
  const blocks = numbered(parts);
  const attachments: readonly Attachment[] =
    blocks.length === 0 ? [] : [{ color: colours[colour], fallback: said, blocks }];
  return {
    text: said,
    blocks: numbered([section('title', title), main && section('main', main), called && context('call', called)]),
    attachments,
  };
}
