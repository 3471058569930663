import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCommand } from '#notify/slack/command';
import { parseInteraction } from '#notify/slack/interaction';
import { metadataOf, readMetadata } from '#notify/slack/private-metadata';

const our = { team: 'T1', app: 'A1', origin: 'http://127.0.0.1:1' };

const press = (more: object = {}, action: object = {}) => ({
  type: 'block_actions',
  team: { id: 'T1', domain: 'd' },
  enterprise: null,
  user: { id: 'U0ANA', username: 'ana', team_id: 'T1' },
  api_app_id: 'A1',
  container: { type: 'message_attachment', message_ts: '1.000001', channel_id: 'C1' },
  channel: { id: 'C1', name: 'c' },
  trigger_id: 't.1',
  response_url: 'https://hooks.slack.com/actions/T1/1/x',
  actions: [
    { type: 'button', action_id: 'propose', block_id: 'e.1', value: 'v1.g-1.abc', action_ts: '1.5', ...action },
  ],
  ...more,
});

describe('what is pressed', () => {
  it.each(['message', 'message_attachment'])('is read from a %s', (type) => {
    const container = { type, message_ts: '1.000001', channel_id: 'C1' };
    expect(parseInteraction(press({ container }), our)).toEqual({
      ...{ is: 'press', team: 'T1', user: 'U0ANA', name: 'ana', trigger: 't.1' },
      ...{ act: 'propose', about: 'g-1', nonce: 'abc', place: { channel: 'C1', ts: '1.000001' } },
      ...{ respond: 'https://hooks.slack.com/actions/T1/1/x', delivery: expect.any(String) as string },
    });
  });

  it('is one thing however often it is delivered, and another when it is pressed again', () => {
    const delivery = (more: object, action = {}) => {
      const read = parseInteraction(press(more, action), our);
      return 'delivery' in read ? read.delivery : undefined;
    };
    expect(delivery({ trigger_id: 't.2' })).toBe(delivery({}));
    expect(delivery({}, { action_ts: '1.6' })).not.toBe(delivery({}));
  });

  it('is an entry of the menu, or a length of time', () => {
    const menu = {
      type: 'overflow',
      action_id: 'more',
      value: undefined,
      selected_option: { value: 'v1.g-1.abc.explain' },
    };
    expect(parseInteraction(press({}, menu), our)).toMatchObject({ is: 'press', act: 'explain' });
    const choice = {
      type: 'static_select',
      action_id: 'snooze',
      value: undefined,
      selected_option: { value: 'v1.g-1.abc.8h' },
    };
    expect(parseInteraction(press({}, choice), our)).toMatchObject({ is: 'press', act: 'snooze', choice: '8h' });
  });

  it('is nothing when it only opens an address', () => {
    expect(parseInteraction(press({}, { action_id: 'console' }), our)).toEqual({ is: 'nothing' });
  });

  it.each<[string, object, object, string]>([
    ['another app', { api_app_id: 'A2' }, {}, 'It is of another app.'],
    ['another workspace', { team: { id: 'T2' } }, {}, 'It is of another workspace.'],
    ['no workspace', { team: null }, {}, 'It is of another workspace.'],
    [
      'a person of another workspace',
      { user: { id: 'U0EVE', team_id: 'T2' } },
      {},
      'Who asks is of another workspace.',
    ],
    [
      'an installation for an organisation',
      { is_enterprise_install: true },
      {},
      'The app is installed for a whole organisation, and a workspace is configured.',
    ],
    ['a guest', { user: { id: 'U0G', team_id: 'T1', is_restricted: true } }, {}, 'A guest of the workspace asks.'],
    [
      'a guest of one channel',
      { user: { id: 'U0G', team_id: 'T1', is_ultra_restricted: true } },
      {},
      'A guest of the workspace asks.',
    ],
    ['nobody', { user: {} }, {}, 'It does not say who asks.'],
    ['two channels', { channel: { id: 'C2' } }, {}, 'It does not say on which message it was pressed.'],
    ['a modal', { container: { type: 'view' } }, {}, 'It was pressed on no message.'],
    ['an unknown control', {}, { action_id: 'drop-tables' }, 'Its control is none of ours.'],
    ['an unknown value', {}, { value: 'v2.g-1.abc' }, 'Its value is none of ours.'],
    ['a choice of nothing', {}, { action_id: 'snooze' }, 'Nothing was chosen.'],
    ['another kind of payload', { type: 'shortcut' }, {}, 'It is no interaction that messages of ours offer.'],
  ])('is refused of %s', (_, more, action, why) => {
    expect(parseInteraction(press(more, action), our)).toEqual({ is: 'foreign', why });
  });

  it('is of the organisation that is configured', () => {
    const wide = { team: null, enterprise: { id: 'E1' }, is_enterprise_install: true };
    expect(parseInteraction(press(wide), { team: 'E1', app: 'A1' }).is).toBe('press');
    expect(parseInteraction(press(wide), { team: 'E2', app: 'A1' })).toEqual({
      is: 'foreign',
      why: 'It is of another organisation.',
    });
  });

  it('is answered at Slack or at the stand-in alone', () => {
    const to = (response_url: string) => {
      const read = parseInteraction(press({ response_url }), our);
      return 'respond' in read;
    };
    expect(to('http://127.0.0.1:1/actions/R1')).toBe(true);
    const others = [
      'https://hooks.slack.com.evil.example/x',
      'http://hooks.slack.com/x',
      'https://u@hooks.slack.com/x',
      'file:///etc/passwd',
    ];
    expect(others.map(to)).toEqual([false, false, false, false]);
  });

  it('is read or refused, and never thrown at, whatever comes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (any, action) => {
        parseInteraction(any, our);
        return ['foreign', 'press', 'nothing'].includes(parseInteraction(press({ actions: [action] }), our).is);
      }),
    );
  });
});

const pressed = { act: 'assign', about: 'g-1', nonce: 'abc', place: { channel: 'C1', ts: '1.000001' } } as const;
const view = (more: object = {}) => ({
  type: 'view_submission',
  team: { id: 'T1' },
  user: { id: 'U0ANA', username: 'ana' },
  api_app_id: 'A1',
  view: {
    ...{ id: 'V1', hash: '1.a', app_id: 'A1', private_metadata: metadataOf(pressed) },
    state: {
      values: {
        to: { to: { type: 'users_select', selected_user: 'U0BEN' } },
        why: { why: { type: 'plain_text_input', value: null } },
      },
    },
    ...more,
  },
});

describe('a modal that is sent', () => {
  it('says what was filled in, and which button opened it', () => {
    expect(parseInteraction(view(), our)).toMatchObject({
      is: 'form',
      form: 'assign',
      pressed,
      values: { to: 'U0BEN' },
    });
  });

  it.each<[string, object]>([
    ['no button of ours', { private_metadata: '' }],
    ['a button that opens none', { private_metadata: metadataOf({ ...pressed, act: 'approve' }) }],
    ['another app', { app_id: 'A2' }],
  ])('is refused of %s', (_, more) => {
    expect(parseInteraction(view(more), our).is).toBe('foreign');
  });

  it('carries what it was given, and reads nothing else', () => {
    expect(readMetadata(metadataOf(pressed))).toEqual(pressed);
    fc.assert(fc.property(fc.string(), (text) => readMetadata(text) === undefined));
  });
});

describe('a slash command', () => {
  const form = (more: Record<string, string> = {}) =>
    new URLSearchParams({
      ...{ team_id: 'T1', api_app_id: 'A1', user_id: 'U0ANA', user_name: 'ana', channel_id: 'C1', trigger_id: 't' },
      ...{ command: '/shoalwatch', text: 'open critical', response_url: 'https://hooks.slack.com/commands/1' },
      ...more,
    });

  it('is read as words', () => {
    expect(parseCommand(form(), our)).toMatchObject({
      is: 'command',
      words: ['open', 'critical'],
      user: 'U0ANA',
      channel: 'C1',
    });
  });

  it.each<[string, Record<string, string>]>([
    ['another team', { team_id: 'T2' }],
    ['another app', { api_app_id: 'A2' }],
    ['another command', { command: '/deploy' }],
    ['nobody', { user_id: '' }],
  ])('is refused of %s', (_, more) => {
    expect(parseCommand(form(more), our).is).toBe('foreign');
  });

  it('is refused where a field comes twice', () => {
    const twice = form();
    twice.append('team_id', 'T1');
    expect(parseCommand(twice, our).is).toBe('foreign');
  });
});
