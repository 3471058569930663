import type { KnownBlock } from '@slack/types';
import { describe, expect, it } from 'vitest';
import { assignForm } from '#notify/slack/forms';
import type { Message } from '#notify/slack/message';
import { validateBlocks, validateView } from '#notify/slack/validate';

const section = (id: string, text = 'Something is wrong.'): KnownBlock => ({
  type: 'section',
  block_id: id,
  text: { type: 'mrkdwn', text },
});

const message = (blocks: readonly KnownBlock[], rest: Partial<Message> = {}): Message => ({
  ...{ text: 'Something is wrong here.', blocks: [section('title.1')] },
  attachments: [{ color: '#2E7D32', fallback: 'Something is wrong here.', blocks }],
  ...rest,
});

const buttons = (count: number, given: object = {}): KnownBlock => ({
  ...{ type: 'actions', block_id: 'acts.1' },
  elements: (['propose', 'explain', 'assign', 'wrong'] as const).slice(0, count).map((action_id) => ({
    ...{ type: 'button' as const, action_id, value: 'v1.g-1.n', text: { type: 'plain_text' as const, text: 'Press' } },
    ...given,
  })),
});

const menu = (count: number, value = (at: number) => `v1.g-1.n${at}.explain`): KnownBlock => ({
  ...{ type: 'actions', block_id: 'acts.1' },
  elements: [
    {
      ...{ type: 'overflow', action_id: 'more' },
      options: Array.from({ length: count }, (_, at) => ({
        text: { type: 'plain_text', text: 'Explain' },
        value: value(at),
      })),
    },
  ],
});

const select = (count: number): KnownBlock => ({
  ...{ type: 'actions', block_id: 'acts.1' },
  elements: [
    {
      ...{ type: 'static_select', action_id: 'snooze', placeholder: { type: 'plain_text', text: 'Snooze' } },
      options: Array.from({ length: count }, (_, at) => ({
        text: { type: 'plain_text', text: 'x' },
        value: `v1.g.n.${at}h`,
      })),
    },
  ],
});

describe('a message that holds', () => {
  it('has no mistakes', () => expect(validateBlocks(message([section('a.1'), buttons(3)]))).toEqual([]));
});

describe('a message that Slack would refuse', () => {
  it.each<[string, Message, RegExp]>([
    ['a section of 3,001 characters', message([section('a.1', 'x'.repeat(3001))]), /3001 characters/],
    ['an empty section', message([section('a.1', '')]), /0 characters/],
    ['a section of nothing', message([{ type: 'section', block_id: 'a.1' }]), /neither text nor fields/],
    [
      'nine fields',
      message([
        { type: 'section', block_id: 'a.1', fields: Array.from({ length: 9 }, () => ({ type: 'mrkdwn', text: 'x' })) },
      ]),
      /9 fields/,
    ],
    [
      'a field of 2,001 characters',
      message([{ type: 'section', block_id: 'a.1', fields: [{ type: 'mrkdwn', text: 'x'.repeat(2001) }] }]),
      /2001 characters/,
    ],
    [
      'eleven elements of context',
      message([
        {
          type: 'context',
          block_id: 'a.1',
          elements: Array.from({ length: 11 }, () => ({ type: 'mrkdwn', text: 'x' })),
        },
      ]),
      /11 elements/,
    ],
    ['51 blocks', message(Array.from({ length: 50 }, (_, at) => section(`a${at}.1`, 'x'))), /51 blocks/],
    [
      '12,000 bytes',
      message(Array.from({ length: 6 }, (_, at) => section(`a${at}.1`, 'x'.repeat(2000)))),
      /payload has \d+ bytes/,
    ],
    ['a block id twice', message([section('a.1'), section('a.1')]), /block id a\.1 twice/],
    [
      'a button of 76 characters',
      message([buttons(1, { text: { type: 'plain_text', text: 'x'.repeat(76) } })]),
      /76 characters/,
    ],
    ['an address of 3,001 characters', message([buttons(1, { url: 'x'.repeat(3001) })]), /3001 characters/],
    ['six entries in a menu', message([menu(6)]), /6 options/],
    [
      'an entry whose value has 76 characters',
      message([menu(1, () => `v1.${'g'.repeat(40)}.${'n'.repeat(24)}.explain`)]),
      /76 characters/,
    ],
    ['101 options', message([select(101)]), /101 options/],
    [
      'a question of 301 characters',
      message([buttons(1, { confirm: { text: { type: 'plain_text', text: 'x'.repeat(301) } } })]),
      /301 characters/,
    ],
    [
      'a question with a long yes',
      message([
        buttons(1, {
          confirm: { text: { type: 'plain_text', text: 'x' }, confirm: { type: 'plain_text', text: 'x'.repeat(31) } },
        }),
      ]),
      /31 characters/,
    ],
  ])('%s', (_what, given, mistake) => {
    expect(validateBlocks(given).join('\n')).toMatch(mistake);
  });
});

describe('a message that none of ours may be', () => {
  it.each<[string, Message, RegExp]>([
    ['one word on the lock screen', message([], { text: 'Alert' }), /no sentence/],
    ['markup on the lock screen', message([], { text: 'See <https://example.com|this page> now.' }), /no sentence/],
    ['a sentence without an end', message([], { text: 'Something is wrong here' }), /no sentence/],
    ['four buttons', message([buttons(4)]), /4 controls/],
    ['two primary buttons', message([buttons(2, { style: 'primary' })]), /2 primary controls/],
    ['a button that nobody handles', message([buttons(1, { action_id: 'explode' })]), /explode: no handler/],
    ['a menu entry that nobody handles', message([menu(1, () => 'v1.g.n.explode')]), /no handler: v1\.g\.n\.explode/],
    ['a value that cannot be read', message([buttons(1, { value: 'g-1' })]), /cannot be read: g-1/],
    ['an action id twice', message([{ ...buttons(1), block_id: 'b.1' }, buttons(1)]), /action id propose twice/],
    [
      'a colour that is none',
      message([], { attachments: [{ color: 'red', fallback: 'x', blocks: [] }] }),
      /colour red/,
    ],
    ['no title', message([], { blocks: [] }), /title/],
    ['a divider', message([{ type: 'divider', block_id: 'd.1' }]), /no block that we use/],
  ])('%s', (_what, given, mistake) => {
    expect(validateBlocks(given).join('\n')).toMatch(mistake);
  });
});

describe('a form that Slack would refuse', () => {
  const form = assignForm('Something', 'x-1');
  it.each([
    [
      'a title of 25 characters',
      { ...form, title: { type: 'plain_text' as const, text: 'x'.repeat(25) } },
      /title: 25 characters/,
    ],
    ['no submit button', { ...form, submit: undefined }, /inputs without a submit button/],
    ['metadata of 3,001 characters', { ...form, private_metadata: 'x'.repeat(3001) }, /private_metadata: 3001/],
    ['a block without an id', { ...form, blocks: [{ type: 'divider' }] }, /a block without an id/],
  ])('%s', (_what, given, mistake) => {
    expect(validateView(given).join('\n')).toMatch(mistake);
  });
});
