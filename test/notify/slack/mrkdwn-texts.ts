import { blocksOf, type Message } from '#notify/slack/message';

/** Every text of a message that Slack reads as markup. */
export const mrkdwnTexts = (message: Message): readonly string[] => [
  message.text,
  ...message.attachments.map(({ fallback }) => fallback),
  ...blocksOf(message).flatMap((block) => {
    if (block.type === 'section')
      return [...(block.text ? [block.text] : []), ...(block.fields ?? [])].map(({ text }) => text);
    return block.type === 'context' ? block.elements.flatMap((it) => ('text' in it ? [it.text] : [])) : [];
  }),
];
