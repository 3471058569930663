import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  channel,
  findingOf,
  office,
  optionValue,
  postCard,
  put,
  start,
  toldTo,
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

const day = 86_400_000;
const group = async (id: string) => (await it_.memory.groups.get(id))?.group;
const last = () => it_.outcomes.at(-1);

describe('snoozing', () => {
  it('puts a group to sleep, in the ledger with the person, and has its card drawn anew', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    expect(await press('U0ANA', ts, 'snooze', optionValue(id, 'snooze', '8h'))).toBe(200);
    const until = new Date(start + day / 3).toISOString();
    expect((await group(id))?.notes.snoozed).toEqual({
      until,
      by: 'slack:T0SHOAL/U0ANA',
      at: new Date(start).toISOString(),
      ...{ upTo: 'high', of: ['d1'] },
    });
    expect(await it_.memory.groups.history(id)).toMatchObject([{ act: 'snoozed', by: 'slack:T0SHOAL/U0ANA' }]);
    expect((await group(id))?.cards[0]?.rendered).toBeUndefined();
    expect((await it_.memory.alerts.due(new Date(start).toISOString())).map((due) => due.id)).toContain(id);
    expect(toldTo(it_, 'U0ANA')).toEqual(['*door-high in d1* sleeps until 2026-11-22 17:00 UTC.']);
  });

  it('is no longer than a day for what is critical', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1', 'critical')], { acts: ['snooze'] });
    await press('U0ANA', ts, 'snooze', optionValue(id, 'snooze', '7d'));
    expect(last()).toEqual({ is: 'refused', says: 'A critical finding sleeps for 1 day at the most' });
    expect((await group(id))?.notes).toEqual({});
  });

  it('is for responders, also by a group that they are in', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    await press('U0CISO', ts, 'snooze', optionValue(id, 'snooze', '1h'));
    expect(last()).toEqual({ is: 'refused', says: 'You are not named in access.responders.' });
    await press('U0BEN', ts, 'snooze', optionValue(id, 'snooze', '1h'));
    expect(last()?.is).toBe('done');
  });

  it('ends when somebody ends it', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze', 'unsnooze'] });
    await press('U0ANA', ts, 'snooze', optionValue(id, 'snooze', '1h'));
    await press('U0ANA', ts, 'unsnooze');
    expect((await group(id))?.notes.snoozed).toBeUndefined();
    expect((await it_.memory.groups.history(id)).map(({ act }) => act)).toEqual(['snoozed', 'woken']);
  });
});

describe('a button', () => {
  it('works once, however often it is pressed', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    const pressing = () =>
      it_.slack.press({ user: 'U0ANA', channel, ts, action: 'snooze', option: optionValue(id, 'snooze', '1h') });
    await Promise.all([pressing(), pressing().then(() => (it_.time.now += 1))]);
    it_.time.now += 1000;
    await pressing();
    await it_.idle();
    expect(await it_.memory.groups.history(id)).toHaveLength(1);
    expect(last()).toEqual({ is: 'used', says: 'Somebody has pressed this already: it was done once.' });
  });

  it('of an older rendering refreshes the card, and does nothing', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    const stored = (await it_.memory.groups.get(id))!;
    const cards = stored.group.cards.map((card) => ({ ...card, key: 'key-2' }));
    await it_.memory.groups.keep({ ...stored.group, cards }, stored.version);
    await press('U0ANA', ts, 'snooze', optionValue(id, 'snooze', '1h'));
    expect(last()).toEqual({
      is: 'out-of-date',
      says: 'This card is out of date; it was refreshed. Look at it again.',
    });
    expect((await group(id))?.cards[0]).toMatchObject({ key: 'key-2' });
    expect((await group(id))?.cards[0]?.rendered).toBeUndefined();
    expect((await group(id))?.notes).toEqual({});
  });

  it('on a message that was posted twice takes the unknown one away', async () => {
    const orphan = put(it_.slack, 'g-x', { acts: ['explain'], key: 'k' });
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['explain'] });
    const again = { ...it_.slack.state.messages.find((message) => message.ts === ts)!, ts: orphan };
    it_.slack.state.messages[0] = again;
    await press('U0ANA', orphan, 'explain');
    expect(it_.slack.state.messages.find((message) => message.ts === orphan)?.deleted).toBe(true);
    expect(last()?.is).toBe('orphan');
    expect((await group(id))?.cards[0]?.ts).toBe(ts);
  });

  it('with a made-up nonce does nothing', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    const message = it_.slack.state.messages.find((it) => it.ts === ts)!;
    const forged = JSON.parse(
      JSON.stringify(message).replaceAll(/v1\.([\w-]+)\.[0-9a-f]{24}/g, `v1.$1.${'0'.repeat(24)}`),
    ) as typeof message;
    it_.slack.state.messages.splice(it_.slack.state.messages.indexOf(message), 1, forged);
    await press('U0ANA', ts, 'snooze', `v1.${id}.${'0'.repeat(24)}.1h`);
    expect(last()?.is).toBe('out-of-date');
    expect((await group(id))?.notes).toEqual({});
  });

  it('of a message that is not known is refused', async () => {
    const ts = put(it_.slack, 'g-nowhere', { acts: ['explain'], key: 'k' });
    await press('U0ANA', ts, 'explain');
    expect(last()).toEqual({ is: 'refused', says: 'Nothing is known of this message.' });
  });

  it('answers whoever looks, as often as he looks', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['explain', 'evidence', 'history', 'copy-fix'] });
    for (const action of ['explain', 'evidence', 'history', 'copy-fix', 'explain']) {
      await press('U0CISO', ts, action);
      it_.time.now += 1000;
    }
    expect(it_.outcomes.map(({ is }) => is)).toEqual(['told', 'told', 'told', 'told', 'told']);
    expect(toldTo(it_, 'U0CISO')[1]).toContain('• `open` is `true`, expected `false`');
  });

  it('is not for guests, nor for whoever has left', async () => {
    const { ts } = await postCard(it_, [findingOf('d1')], { acts: ['explain'] });
    await press('U0GUEST', ts, 'explain');
    await press('U0GONE', ts, 'explain');
    expect(it_.outcomes.map(({ says }) => says)).toEqual([
      'Guests of the workspace may not use Shoalwatch.',
      'This account is deactivated.',
    ]);
  });

  it('waits for nobody where the members of a group cannot be read', async () => {
    const { group: id, ts } = await postCard(it_, [findingOf('d1')], { acts: ['snooze'] });
    it_.slack.fail({ kind: 'error', method: 'usergroups.users.list', error: 'fatal_error' });
    await press('U0BEN', ts, 'snooze', optionValue(id, 'snooze', '1h'));
    expect(last()?.says).toBe('Whether you are in the user group S0SRE cannot be read: Slack answers fatal_error');
  });
});
