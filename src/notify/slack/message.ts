import type { KnownBlock, MessageAttachment } from '@slack/types';

/**
 * A message as Slack takes it. `text` is what a lock screen and a screen reader get: whole sentences. Title and main
 * sentence are `blocks`; all else is in the one attachment, whose colour is the state.
 */
export interface Message {
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly attachments: readonly Attachment[];
}

export interface Attachment extends Pick<MessageAttachment, 'color' | 'fallback'> {
  readonly color: string;
  readonly fallback: string;
  readonly blocks: readonly KnownBlock[];
}

/** What goes along with every message: no address is unfolded or made a link, no name is made a mention. */
export const habits = { unfurl_links: false, unfurl_media: false, link_names: false, parse: 'none' } as const;

/** The bytes of a message as JSON in UTF-8. */
export const bytesOf = (message: Message): number => new TextEncoder().encode(JSON.stringify(message)).length;

/**
 * What a message says, without what differs from one rendering to the next (block ids, values of controls): two
 * messages of equal content need not be sent twice.
 */
export const contentOf = (message: Message): string =>
  JSON.stringify(message, (key, value: unknown) => (key === 'block_id' || key === 'value' ? undefined : value));

/** Every block of a message, from the top. */
export const blocksOf = ({ blocks, attachments }: Message): readonly KnownBlock[] => [
  ...blocks,
  ...attachments.flatMap((it) => it.blocks),
];
