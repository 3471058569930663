import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  channel,
  fakeFixes,
  findingOf,
  office,
  postBulletin,
  postCard,
  put,
  toldTo,
  usualAccess,
  type Office,
} from '../../support/slack-office.ts';

let it_: Office;

beforeEach(async () => {
  it_ = await office();
});

afterEach(async () => {
  await it_.close();
});

const press = async (user: string, ts: string, action: string, option?: string): Promise<number> => {
  const { status } = await it_.slack.press({ user, channel, ts, action, ...(option !== undefined && { option }) });
  await it_.idle();
  return status;
};

const group = async (id: string) => (await it_.memory.groups.get(id))?.group;
const last = () => it_.outcomes.at(-1);

describe('forms', () => {
  const sent = async (view: string, values: Record<string, object>): Promise<number> => {
    const state = Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { [name]: value }]));
    const { status } = await it_.slack.submit(view, state);
    await it_.idle();
    return status;
  };
  const opened = async (user: string, ts: string, action: string) => {
    await press(user, ts, action);
    return it_.slack.state.views.at(-1)!;
  };

  it('give a group to somebody', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['assign'] });
    const { id: view } = await opened('U0ANA', ts, 'assign');
    await sent(view, { assignee: { type: 'users_select', selected_user: 'U0BEN' } });
    expect((await group(id))?.notes.assigned).toMatchObject({ to: 'slack:T0SHOAL/U0BEN', by: 'slack:T0SHOAL/U0ANA' });
    expect(toldTo(it_, 'U0ANA')).toEqual(['*door-high in d1* is with <@U0BEN>.']);
  });

  it('say that a finding is wrong: it stays open, and the operations channel is told', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['wrong'] });
    const { id: view } = await opened('U0ANA', ts, 'wrong');
    await sent(view, { why: { type: 'plain_text_input', value: 'It is closed <!channel>' } });
    expect((await group(id))?.notes.wrong?.why).toBe('It is closed <!channel>');
    expect((await it_.memory.findings())[0]?.status).toBe('open');
    const told = it_.slack.state.messages.filter((message) => message.channel === 'C0OPS');
    expect(told.map(({ versions }) => versions[0]?.payload['text'])).toEqual([
      'slack:T0SHOAL/U0ANA holds *door-high in d1* to be wrong: It is closed &lt;!channel&gt; (it stays open)',
    ]);
  });

  it('say why they cannot be sent', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['accept-risk'] });
    it_.policy.is = { ...it_.policy.is, access: {} };
    const { view } = await opened('U0ANA', ts, 'accept-risk');
    expect(JSON.stringify(view)).toContain('ask an admin to set access.responders');
    expect(view['submit']).toBeUndefined();
  });

  it('are asked for again where Slack did not open them', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['assign'] });
    it_.slack.fail({ kind: 'error', method: 'views.open', error: 'expired_trigger_id' });
    expect(await press('U0ANA', ts, 'assign')).toBe(200);
    expect(last()?.says).toBe('Slack did not open the form in time: press once more.');
  });

  const risk = {
    reason: { type: 'plain_text_input', value: 'A lab without any data in it.' },
    scope: { type: 'radio_buttons', selected_option: { value: 'finding' } },
    until: { type: 'datepicker', selected_date: '2026-12-01' },
  };

  it('file a request, which hides nothing before a risk owner has approved it', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['accept-risk'] });
    const { id: view, view: form } = await opened('U0ANA', ts, 'accept-risk');
    expect(JSON.stringify(form)).toContain('U0CISO');
    await sent(view, risk);
    const [asked] = await it_.memory.waivers.all();
    expect(asked).toMatchObject({
      rule: 'door-high',
      asked: { requester: 'slack:T0SHOAL/U0ANA', until: '2026-12-01T00:00:00.000Z' },
    });
    expect(asked?.granted).toBeUndefined();
    const card = await postBulletin(it_, asked!.id, { acts: ['grant-waiver', 'deny-waiver'] });
    await press('U0ANA', card, 'grant-waiver');
    expect(last()).toEqual({ is: 'refused', says: 'You are not named in access.riskOwners.' });
    await press('U0CISO', card, 'grant-waiver');
    expect(last()).toEqual({ is: 'done', says: `${asked!.id} is approved, until 2026-12-01 00:00 UTC.` });
    expect((await it_.memory.waivers.get(asked!.id))?.waiver.granted?.approver).toBe('slack:T0SHOAL/U0CISO');
  });

  it('are refused where the reason is a word, or the end is too far', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['accept-risk'] });
    const { id: view } = await opened('U0ANA', ts, 'accept-risk');
    const past = { type: 'datepicker', selected_date: '2026-11-22' };
    const { body } = await it_.slack.submit(view, {
      reason: { reason: { type: 'plain_text_input', value: 'lab' } },
      until: { until: past },
    });
    expect(JSON.parse(body)).toEqual({
      response_action: 'errors',
      errors: {
        reason: 'Say it in at least 20 characters: somebody reads it in months.',
        until: 'Pick a day that is yet to come.',
      },
    });
    await sent(view, { ...risk, until: { type: 'datepicker', selected_date: '2027-11-22' } });
    expect(last()?.says).toContain('is too far: a high finding is accepted for 60 days at the most');
    expect(await it_.memory.waivers.all()).toEqual([]);
  });

  it('are approved by nobody who asked for it himself, and by no risk owner for longer than his days', async () => {
    it_.policy.is = {
      ...it_.policy.is,
      access: { ...usualAccess, riskOwners: [{ slackUsers: ['U0CISO', 'U0ANA'], maxDays: { high: 2 } }] },
    };
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['accept-risk'] });
    const { id: view } = await opened('U0ANA', ts, 'accept-risk');
    await sent(view, { ...risk, until: { type: 'datepicker', selected_date: '2026-11-24' } });
    const [asked] = await it_.memory.waivers.all();
    const card = await postBulletin(it_, asked!.id, { acts: ['grant-waiver'] });
    await press('U0ANA', card, 'grant-waiver');
    expect(last()?.says).toContain('who cannot approve it');
    it_.policy.is = {
      ...it_.policy.is,
      access: { ...usualAccess, riskOwners: [{ slackUsers: ['U0CISO'], maxDays: { high: 1 } }] },
    };
    const again = (await it_.memory.alerts.bulletin(asked!.id))!;
    const next = put(it_.slack, asked!.id, { acts: ['grant-waiver'], key: 'key-2' });
    await it_.memory.alerts.keepBulletin(
      { ...again.bulletin, card: { channel, ts: next, renders: 2, key: 'key-2' } },
      again.version,
    );
    await press('U0CISO', next, 'grant-waiver');
    expect(last()?.says).toBe('You may accept a high finding for 1 day at the most, and this is 2.');
    expect((await it_.memory.waivers.get(asked!.id))?.waiver.granted).toBeUndefined();
  });
});

describe('fixes', () => {
  const plan = {
    impact: 'disruptive',
    target: 'aws:123456789012:eu-west-1',
    proposedBy: 'slack:T0SHOAL/U0ANA',
  } as const;

  it('say that they are not enabled where they are not', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['propose'] });
    await press('U0ANA', ts, 'propose');
    expect(last()).toEqual({
      is: 'refused',
      says: 'Fixes come with `remediation`, which is not enabled here: nothing was changed.',
    });
  });

  it('are proposed by responders, for what is open', async () => {
    const { fixes, done } = fakeFixes({});
    it_.desk = { ...it_.desk, fixes };
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['propose'] });
    await press('U0CISO', ts, 'propose');
    await press('U0ANA', ts, 'propose');
    expect(done).toEqual([['propose', 'd1', 'slack:T0SHOAL/U0ANA']]);
  });

  it('are approved by another approver, and never disruptive ones by who proposed them', async () => {
    const { fixes, done } = fakeFixes({ 'p-1': plan });
    it_.desk = { ...it_.desk, fixes };
    const ts = await postBulletin(it_, 'p-1', { acts: ['approve', 'reject', 'show-plan'] });
    await press('U0ANA', ts, 'approve');
    await press('U0CISO', ts, 'approve');
    await press('U0CISO', ts, 'reject');
    expect(done).toEqual([]);
    expect(it_.outcomes.map(({ says }) => says)).toEqual([
      'A disruptive fix is approved by somebody else than who proposed it.',
      'You are not named in access.approvers for fixes with the impact disruptive in aws:123456789012:eu-west-1.',
      'You are not named in access.approvers for fixes with the impact disruptive in aws:123456789012:eu-west-1.',
    ]);
    await press('U0BEN', ts, 'approve');
    await press('U0BEN', ts, 'approve');
    expect(done).toEqual([['approve', 'p-1', 'slack:T0SHOAL/U0BEN']]);
  });

  it('are approved by nobody where the list of approvers is empty', async () => {
    const { fixes, done } = fakeFixes({ 'p-1': plan });
    it_.desk = { ...it_.desk, fixes };
    it_.policy.is = { ...it_.policy.is, access: { ...usualAccess, approvers: [] } };
    const ts = await postBulletin(it_, 'p-1', { acts: ['approve'] });
    await press('U0BEN', ts, 'approve');
    expect([done, last()?.says]).toEqual([[], 'Nobody may approve yet: ask an admin to set access.approvers.']);
  });
});
