import { commanded, type Sent } from '../../sim/slack/interactions.ts';
import type { Seeded } from '../../sim/seeded.ts';
import { nonceOf } from '#engine/people/nonce';
import { metadataOf } from '#notify/slack/private-metadata';
import type { Act } from '#notify/views';
import { channel, start, usualAccess, type Office } from '../../support/slack-office.ts';
import type { Batch } from './slack-forged.ts';
import { deliver, form, pressing, type Press } from './slack-press.ts';

/** What there is to be pressed. */
export interface Estate {
  readonly at: Office;
  readonly group: string;
  readonly ts: string;
  readonly plan: string;
  readonly planTs: string;
  /** What was done to plans. */
  readonly done: readonly unknown[];
  /** Presses what may be pressed. */
  allowed(): Promise<number>;
}

type Made = readonly [kind: string, meant: Batch['meant'], make: (n: number, random: Seeded) => Sent];

/** Requests that Slack has signed, of people who may not, or of messages that are not ours. */
export function semantic(random: Seeded, estate: Estate, count: number): readonly Batch[] {
  const { at } = estate;
  const all = [...strangers(estate), ...people(estate)];
  const share = Math.ceil(count / (all.length + 1));
  const batches = all.map(([kind, meant, make]): Batch => ({
    ...{ kind, meant, count: share },
    send: (n) => {
      at.time.now = start + n * 10;
      return deliver(at, make(n, random));
    },
  }));
  return [...batches, replayed(estate, share)];
}

/** The very bytes that were taken before, inside the five minutes. */
function replayed({ at }: Estate, count: number): Batch {
  const text = 'help';
  const first = commanded(at.slack.state, { user: 'U0BEN', channel, text }, start);
  let isFirst = true;
  return {
    ...{ kind: 'replay inside the window', meant: 'turned away', count },
    send: async (n) => {
      if (isFirst) await deliver(at, first);
      isFirst = false;
      at.time.now = start + (n % 290) * 1000;
      return deliver(at, first);
    },
  };
}

const strangers = ({ at, group, ts }: Estate): readonly Made[] => {
  const snoozing = (n: number, more: object, it: Partial<Press> = {}): Sent =>
    pressing(at, n, { act: 'snooze', choice: '1h', about: group, ts, more, ...it });
  return [
    [
      'pressed in another team',
      'turned away',
      (n, random) => snoozing(n, { team: { id: random.pick(['T0OTHER', '', 'E1']) } }),
    ],
    [
      'pressed in another app',
      'turned away',
      (n, random) => snoozing(n, { api_app_id: random.pick(['A0OTHER', '', 'B1']) }),
    ],
    [
      'pressed by people of another workspace',
      'turned away',
      (n) => snoozing(n, { user: { id: 'U0ANA', team_id: 'T0OTHER' } }),
    ],
    [
      'pressed by a guest, as Slack says',
      'turned away',
      (n) => snoozing(n, { user: { id: 'U0GUEST', is_restricted: true } }),
    ],
    ['channel and container differ', 'turned away', (n) => snoozing(n, { channel: { id: 'C0OTHER' } })],
    [
      'pressed in another channel',
      'refused later',
      (n, random) => snoozing(n, {}, { channel: random.pick(['C0PLAT', 'C0OPS', 'C0NONE']) }),
    ],
    [
      'unknown control',
      'turned away',
      (n, random) => snoozing(n, { actions: [{ action_id: random.hex(8), value: 'v1.g-1.abc' }] }),
    ],
    ['a group that is not known', 'refused later', (n, random) => snoozing(n, {}, { about: `g-${random.hex(10)}` })],
    [
      'a form that we did not open',
      'turned away',
      (n, random) =>
        form(at, n, {
          user: 'U0ANA',
          metadata: random.pick(['', 'v1 approve p-1 x C1 1.1', `v2 ${random.hex(20)}`]),
          values: {},
        }),
    ],
  ];
};

const values = {
  assignee: { type: 'users_select', selected_user: 'U0BEN' },
  why: { type: 'plain_text_input', value: 'It is closed, as can be seen.' },
  reason: { type: 'plain_text_input', value: 'A lab without any data in it.' },
  until: { type: 'datepicker', selected_date: '2026-11-25' },
  'findings-1': { type: 'checkboxes', selected_options: [{ value: 'f-1' }] },
  'v-addresses-allowedCidrs': { type: 'plain_text_input', value: '0.0.0.0/0' },
};

const bulletinActs = ['mute-burst', 'mute-gap', 'unmute', 'post-top', 'let-expire', 'recheck'] as const;

const people = ({ at, group, ts, plan, planTs }: Estate): readonly Made[] => {
  const nobodies = ['U0CISO', 'U0GUEST', 'U0GONE', 'U0BOT', 'U0UNKNOWN'] as const;
  const opened = (act: Act) =>
    metadataOf({ act, about: group, nonce: nonceOf({ key: 'key-1', act, id: group }), place: { channel, ts } });
  const editing = {
    ...{ act: 'edit-fix' as const, about: plan, place: { channel, ts: planTs } },
    nonce: nonceOf({ key: 'key-1', act: 'edit-fix', id: plan }),
  };
  const onPlan = (n: number, user: string, act: Act): Sent => pressing(at, n, { user, act, about: plan, ts: planTs });
  const command = (n: number, user: string, text: string): Sent => {
    at.time.now += n;
    return commanded(at.slack.state, { user, channel, text }, at.time.now);
  };
  return [
    [
      'snoozed without a role',
      'refused later',
      (n, random) => pressing(at, n, { user: random.pick(nobodies), act: 'snooze', choice: '1h', about: group, ts }),
    ],
    [
      'snoozed for longer than is allowed, or not at all',
      'refused later',
      (n, random) =>
        pressing(at, n, {
          user: random.pick(nobodies),
          act: 'snooze',
          choice: random.pick(['7d', '99d']),
          about: group,
          ts,
        }),
    ],
    [
      'forms of people without a role',
      'refused later',
      (n, random) =>
        form(at, n, {
          user: random.pick(['U0GUEST', 'U0GONE', 'U0BOT', 'U0UNKNOWN']),
          metadata: opened(
            random.pick(['assign', 'wrong', 'reopen', 'accept-risk', 'renew-waiver', 'propose-all', 'change-waiver']),
          ),
          values,
        }),
    ],
    [
      'fixes proposed without a role',
      'refused later',
      (n, random) => pressing(at, n, { user: random.pick(nobodies), act: 'propose', about: group, ts }),
    ],
    [
      'plans edited without a role',
      'refused later',
      (n, random) => form(at, n, { user: random.pick(nobodies), metadata: metadataOf(editing), values }),
    ],
    [
      'mutes, posts and reminders without a role',
      'refused later',
      (n, random) => onPlan(n, random.pick(['U0GUEST', 'U0GONE', 'U0BOT', 'U0UNKNOWN']), random.pick(bulletinActs)),
    ],
    ['own disruptive plan', 'refused later', (n) => onPlan(n, 'U0ANA', 'approve')],
    [
      'approver of other targets',
      'refused later',
      (n, random) => onPlan(n, 'U0CISO', random.pick(['approve', 'reject', 'undo'])),
    ],
    [
      'plans decided without a role',
      'refused later',
      (n, random) =>
        onPlan(
          n,
          random.pick(['U0GUEST', 'U0GONE', 'U0BOT', 'U0UNKNOWN']),
          random.pick(['approve', 'reject', 'undo', 'stop']),
        ),
    ],
    [
      'guests and strangers who type',
      'refused later',
      (n, random) =>
        command(
          n,
          random.pick(['U0GUEST', 'U0GONE', 'U0BOT', 'U0UNKNOWN']),
          random.pick(['pause remediation', 'resume', 'scan aws:1']),
        ),
    ],
    [
      'an empty list of approvers',
      'refused later',
      (n, random) => {
        at.policy.is = { ...at.policy.is, access: { ...usualAccess, approvers: [] } };
        const sent = onPlan(n, random.pick(['U0BEN', 'U0CISO', 'U0ANA']), random.pick(['approve', 'reject', 'undo']));
        return sent;
      },
    ],
  ];
};
