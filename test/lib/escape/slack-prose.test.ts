import { describe, expect, test } from 'vitest';
import { forSlack, forSlackProse } from '#lib/escape/slack';
import { hostileStrings } from '#test/support/hostile';

describe('Slack outside a code span', () => {
  test.each([
    ['*bold* ~struck~', '∗bold∗ ∼struck∼'],
    ['_it_ snake_case _x', '＿it＿ snake_case ＿x'],
    [':white_check_mark: done', '꞉white_check_mark: done'],
    ['arn:aws:eks x', 'arn꞉aws:eks x'],
    ['10:12', '10꞉12'],
    ['it says: no', 'it says: no'],
    ['https://example.com', 'https://example.com'],
    ['<!channel> & `x`', "&lt;!channel&gt; &amp; 'x'"],
  ])('%s', (text, escaped) => expect(forSlackProse(text)).toBe(escaped));

  test('nothing is left that styles or draws, also where a colon is written behind it', () => {
    for (const text of hostileStrings()) {
      const escaped = `${forSlackProse(text)}: `;
      expect(escaped, text).not.toMatch(/[*~`<>]/);
      expect(escaped, text).not.toMatch(/:[\p{L}\p{N}_'+-]+:/u);
    }
  });

  test('what has no sign of markup is as in a code span', () => {
    for (const text of ['payments-prod', 'Ünïcode 東京', 'ana@example.com', '10.0.0.0/8'])
      expect(forSlackProse(text)).toBe(forSlack(text));
  });
});
