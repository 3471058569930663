import { describe, expect, it } from 'vitest';
import { contentOf } from '#notify/slack/message';
import { plainMessage, plainText } from '#notify/slack/plain-text';
import { render } from '#notify/slack/render';
import { open } from '#notify/slack/samples/findings';
import { samples } from '#notify/slack/samples/samples';

describe('as text alone', () => {
  const lines = plainText(open).split('\n');

  it('the first line is that of the lock screen', () => expect(lines[0]).toBe(render(open, () => 'n').text));
  it('says what was found, who did it, since when and what to do', () => {
    expect(lines).toContain('Found: was 203.0.113.0/24 → 0.0.0.0/0 in resourcesVpcConfig.publicAccessCidrs');
    expect(lines).toContain('Open since: 2026-11-21 09:12 UTC');
    expect(lines.find((it) => it.startsWith('Changed by'))).toMatch(
      /^Changed by ana@example\.com \(role platform-admin\) in the console · UpdateClusterConfig · 2026-11-21 09:12 UTC/,
    );
    expect(lines.find((it) => it.startsWith('To put it right'))).toContain('Turn private access on');
  });
  it.each(samples)('%s: no markup is left', (_name, view) => {
    expect(plainText(view)).not.toMatch(/<!date|<https|\*\w|`|:[a-z]+_[a-z_]+:/);
  });
  it.each(samples)('%s: fits in a message without layout', (_name, view) => {
    const { text, blocks, attachments } = plainMessage(view);
    expect([text.length > 20, text.length <= 4000, blocks, attachments]).toEqual([true, true, [], []]);
  });
});

it('two renderings of the same facts have the same content, whatever their numbers and nonces', () => {
  const content = (number: number, nonce: string) => contentOf(render({ ...open, render: number }, () => nonce));
  expect(content(1, 'a')).toBe(content(2, 'b'));
  expect(contentOf(render({ ...open, severity: 'high' }, () => 'a'))).not.toBe(content(1, 'a'));
});
