import { describe, expect, it } from 'vitest';
import { samples } from '#notify/slack/samples/samples';
import { render } from '#notify/slack/render';
import { validateBlocks } from '#notify/slack/validate';

const fileOf = (name: string): string => `golden/${name.toLowerCase().replaceAll(/[^a-z]+/g, '-')}.json`;

describe.each(samples)('%s', (name, view) => {
  const message = render(view, (act) => `nonce-${act}`);

  it('is a message that Slack takes', () => {
    expect(validateBlocks(message)).toEqual([]);
  });

  it('looks as it did', async () => {
    await expect(`${JSON.stringify(message, null, 2)}\n`).toMatchFileSnapshot(fileOf(name));
  });
});

it('no two samples share a file', () => {
  const files = samples.map(([name]) => fileOf(name));
  expect(new Set(files).size).toBe(files.length);
});
