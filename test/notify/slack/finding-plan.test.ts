import { describe, expect, it } from 'vitest';
import { findings } from '#notify/slack/samples/findings';
import { render } from '#notify/slack/render';
import type { FindingView } from '#notify/views';

const draw = (view: FindingView) => render(view, (act) => `nonce-${act}`);

describe('a plan that is open', () => {
  it.each([
    [
      'a fix is proposed',
      /^:wrench: \*A fix is proposed\* by <@U0\w+> and waits until <!date[^>]+>: plan `p-8kd2x7m3qa` in the thread\.$/,
    ],
    ['a fix is running', /^:hourglass_flowing_sand: \*A fix is running\*: plan `p-8kd2x7m3qa` in the thread\.$/],
  ] as const)('%s: the card says so, and where it stands', (name, line) => {
    const blocks = draw(findings[name]!).attachments.flatMap((it) => it.blocks);
    const standing = blocks.find((it) => it.block_id?.startsWith('standing'));
    const [said] = standing?.type === 'context' ? standing.elements : [];
    expect(said?.type === 'mrkdwn' ? said.text : '').toMatch(line);
  });
});
