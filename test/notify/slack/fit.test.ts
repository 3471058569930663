import { describe, expect, it } from 'vitest';
import { bytesOf } from '#notify/slack/message';
import { render } from '#notify/slack/render';
import { findings } from '#notify/slack/samples/findings';
import { samples } from '#notify/slack/samples/samples';
import { validateBlocks } from '#notify/slack/validate';
import type { FindingView, View } from '#notify/views';
import { hostileView } from './hostile-view.ts';

const nonce = (act: string): string => `${act}-${'n'.repeat(20)}`.slice(0, 22);

/** What is longest where it is least expected: by letters, by bytes, by units of one character, by what escapes to more. */
const longest: readonly (readonly [string, string])[] = [
  ['4 kB of letters', 'name-'.repeat(820)],
  ['4 kB of what escapes to five times as much', '&<>"'.repeat(1024)],
  ['families of emoji', '👨‍👩‍👧‍👦'.repeat(400)],
  ['letters under hundreds of marks', `e${'\u0301'.repeat(300)}`.repeat(14)],
  ['right to left', 'שלום עולם '.repeat(400)],
  ['control characters', '\u0001\u001b'.repeat(2000)],
  ['Chinese', '集群名称'.repeat(1000)],
];

describe.each(longest)('with %s in every field', (_what, text) => {
  it.each(samples)('%s fits, and says how grave it is', (_name, view) => {
    const message = render(hostileView(view, text), nonce);
    expect(validateBlocks(message)).toEqual([]);
    expect(bytesOf(message)).toBeLessThan(12_000);
    if ('severity' in view) expect(JSON.stringify(message.blocks[0])).toContain(view.severity.toUpperCase());
    expect(message.blocks.length).toBeGreaterThan(0);
  });
});

const [group] = Object.values(findings).filter((it) => it.counts.ever > 1);

describe('a group of 10,000', () => {
  const many = (name: string): FindingView => ({
    ...group!,
    members: Array.from({ length: 10_000 }, (_, at) => ({
      ...group!.members[0]!,
      finding: `f-${at}`,
      name: `${name}${at}`,
    })),
    counts: { open: 10_000, ever: 10_000 },
  });

  it('shows ten, and how many more there are', () => {
    const said = JSON.stringify(render(many('pod-'), nonce));
    expect(said.match(/• /g)).toHaveLength(10);
    expect(said).toContain('… and 9990 more');
  });

  it('fits when each has a name of 4 kB', () => {
    const message = render(many('x'.repeat(4096)), nonce);
    expect(validateBlocks(message)).toEqual([]);
  });
});

it('what is longest is shown in part, from its beginning and never in half a character', () => {
  const view: View = { ...findings['open']!, message: `The label is ${'👩‍🚀'.repeat(1000)}` };
  const title = JSON.stringify(render(view, nonce).blocks[0]);
  expect(title).toContain('The label is 👩');
  expect(title).toContain('…');
  expect(title.isWellFormed()).toBe(true);
});
