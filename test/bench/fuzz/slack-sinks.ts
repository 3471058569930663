import { assignForm, refusedForm, wrongForm } from '#notify/slack/forms';
import { allTokens, parseMrkdwn, type Token } from '#notify/slack/mrkdwn-parse';
import { plainMessage } from '#notify/slack/plain-text';
import { drawIn } from '#notify/slack/render';
import { least, rooms } from '#notify/slack/room';
import { samples } from '#notify/slack/samples/samples';
import { hostileView } from '#test/notify/slack/hostile-view';
import { mrkdwnTexts } from '#test/notify/slack/mrkdwn-texts';
import type { Sink } from './sinks.ts';

const [widest = least] = rooms;
const kinds = ['bold', 'italic', 'struck', 'code', 'code-block', 'emoji', 'date', 'link', 'call'] as const;

const tokensOf = (output: string): readonly Token[] =>
  (JSON.parse(output) as string[]).flatMap((text) => allTokens(parseMrkdwn(text)));

/** How much of each kind of markup Slack finds. */
const structure = (output: string): readonly number[] => {
  const tokens = tokensOf(output);
  return kinds.map((kind) => tokens.filter(({ is }) => is === kind).length);
};

/** Who is called, and where a link leads that is not ours. */
const alive = (output: string): number =>
  tokensOf(output).filter((it) => it.is === 'call' || (it.is === 'link' && !it.url.startsWith('https://example.com/')))
    .length;

/** Every message of Slack in every state, its forms, and the messages without layout. */
export const slackSinks: readonly Sink[] = [
  ...samples.map(([name, view]): Sink => ({
    name: `Slack, ${name}`,
    write: (text) => JSON.stringify(mrkdwnTexts(drawIn(widest, hostileView(view, text), () => 'n'))),
    ...{ structure, alive },
  })),
  {
    name: 'Slack, forms',
    write: (text) => {
      const blocks = [assignForm(text, 'x'), wrongForm(text, 'x'), refusedForm('assign', text, 'x')].flatMap(
        (it) => it.blocks,
      );
      return JSON.stringify(
        blocks.flatMap((it) => ('text' in it && typeof it.text === 'object' ? [it.text.text] : [])),
      );
    },
    ...{ structure, alive },
  },
  {
    name: 'Slack, without layout',
    write: (text) => JSON.stringify(samples.slice(0, 3).map(([, view]) => plainMessage(hostileView(view, text)).text)),
    ...{ structure, alive },
  },
];
