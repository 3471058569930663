import { afterEach, describe, expect, it } from 'vitest';
import type { Notify } from '#model';
import { calls, change, close, opened, texts } from '../alert-slack.ts';
import { channels, ruleOf } from '../alert-shop.ts';

afterEach(close);

const minute = 60_000;
const byTarget: Notify = { slack: { default: channels.platform, groupBy: ['rule', 'target'] } };

const doors = (count: number, open: boolean, prefix = 'c'): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${prefix}${at}`, open]));

type Shop = Awaited<ReturnType<typeof opened>>;

/** Everything that stands in a channel, as one text for each message. */
const bodies = ({ slack }: Shop): readonly string[] =>
  slack.state.messages
    .filter(({ channel, deleted }) => channel === channels.platform && !deleted)
    .map(({ versions }) => JSON.stringify(versions.at(-1)?.payload));

async function calmDown(shop: Shop): Promise<void> {
  await shop.clock.sleep(20_000);
  await shop.tell();
  await shop.clock.sleep(2 * minute);
  await shop.tell();
}

describe('a storm', () => {
  it('of 300 criticals names each in exactly one place, in at most five messages', async () => {
    const shop = await opened();
    await shop.judge(doors(300, false));
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(300, true));
    await calmDown(shop);
    const said = bodies(shop).slice(1);
    expect(said.length).toBeLessThanOrEqual(4);
    for (let at = 0; at < 300; at += 1) {
      const places = said.filter((it) => it.includes(`Door c${at} is open`));
      expect(places, `c${at}`).toHaveLength(1);
      expect(said.join().split(`Door c${at} is open`)).toHaveLength(2);
    }
    expect(texts(shop.slack)[1]).toMatch(/^300 new findings .*300 of them critical/);
    expect(texts(shop.slack)[2]).toMatch(/^Criticals 151 to 300 of the burst/);
    expect(shop.said).toEqual([]);
  });
  it('calls people in its first message alone', async () => {
    const routes = [{ when: { severity: ['critical'] as const }, mention: { critical: 'S0SRE' } }];
    const shop = await opened({ notify: { slack: { default: channels.platform, routes } } });
    await shop.judge(doors(300, false));
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(300, true));
    const called = bodies(shop)
      .slice(1)
      .map((it) => it.split('<!subteam^S0SRE').length - 1);
    expect(called).toEqual([1, 0]);
  });
  it('a critical that comes while it goes on gets the next row, and those before keep theirs', async () => {
    const shop = await opened();
    await shop.judge({ ...doors(160, false), ...doors(1, false, 'late') });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ ...doors(160, true), ...doors(1, false, 'late') });
    await shop.clock.sleep(20_000);
    const before = bodies(shop);
    await shop.judge({ ...doors(160, true), ...doors(1, true, 'late') });
    await calmDown(shop);
    const after = bodies(shop);
    expect(after).toHaveLength(before.length);
    expect(after[2]).toContain('Door late0 is open');
    for (let at = 0; at < 160; at += 1) {
      const [was, is] = [before, after].map((all) => all.findIndex((it) => it.includes(`Door c${at} is open`)));
      expect(is).toBe(was);
    }
  });
  it('of more criticals than its messages hold says how many, and the other way names them', async () => {
    const shop = await opened();
    await shop.judge(doors(700, false));
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(700, true));
    await calmDown(shop);
    const said = bodies(shop).slice(1);
    expect(said).toHaveLength(4);
    const named = Array.from({ length: 700 }, (_, at) => `Door c${at} is open`);
    const inSlack = named.filter((it) => said.some((body) => body.includes(it)));
    const other = shop.said.join('\n');
    expect(said[0]).toContain(`${700 - inSlack.length} more critical findings`);
    expect(said[0]).toContain('/shoalwatch open critical');
    expect(other).toContain(`These ${700 - inSlack.length} are named there by none`);
    expect(named.filter((it) => other.includes(`${it}.`) || inSlack.includes(it))).toHaveLength(700);
  });
  it('the second in a row counts what came since, and not what the first told of', async () => {
    const rules = Array.from({ length: 12 }, (_, at) => ruleOf('critical', `rule-${at}`));
    const shop = await opened({ rules, notify: byTarget });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false });
    await calmDown(shop);
    await shop.judge({ a: true, b: true }, { change });
    expect(texts(shop.slack)[1]).toMatch(/^12 new findings/);
    expect(texts(shop.slack)[2]).toMatch(/^12 new findings/);
    expect(bodies(shop)[2]).not.toContain('Door a is open');
  });
  it('what was put right and comes back is counted by the second, too', async () => {
    const rules = Array.from({ length: 12 }, (_, at) => ruleOf('critical', `rule-${at}`));
    const shop = await opened({ rules, notify: byTarget });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false });
    await calmDown(shop);
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: true }, { change });
    expect(texts(shop.slack).at(-1)).toMatch(/^24 new findings/);
  });
  it('says where most of the whole of it is, whatever came last', async () => {
    const rules = Array.from({ length: 12 }, (_, at) => ruleOf('high', `rule-${at}`));
    const shop = await opened({ rules });
    await shop.judge({ a: false, b: false });
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true, b: false });
    await shop.clock.sleep(20_000);
    shop.rules = [...rules, ruleOf('high', 'last')];
    await shop.judge({ a: true, b: false, late: true });
    await calmDown(shop);
    expect(texts(shop.slack)[1]).toMatch(/new findings in a /);
  });
});

describe('what becomes critical', () => {
  const raising = { 'door-closed-high': { severity: 'critical' as const } };
  it('by the policy gets a new card, and the one of before says so', async () => {
    const shop = await opened({ rules: [ruleOf('high')] });
    await shop.judge({ a: false });
    await shop.judge({ a: true });
    expect(texts(shop.slack)[1]).toMatch(/^HIGH in a/);
    shop.policy = { ...shop.policy, rules: raising };
    await shop.clock.sleep(2 * minute);
    await shop.judge({ a: true }, { kind: 're-evaluation' });
    expect(texts(shop.slack)).toHaveLength(3);
    expect(texts(shop.slack)[1]).toMatch(/critical now/);
    expect(texts(shop.slack)[2]).toMatch(/^CRITICAL in a/);
    expect(JSON.stringify(shop.slack.state.messages[2])).not.toContain('2nd time');
    await shop.judge({ a: false }, { change });
    expect(texts(shop.slack)[2]).toMatch(/^Resolved/);
    expect(await shop.memory.alerts.due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });
  it('and is less again, and critical once more, is told of each time', async () => {
    const shop = await opened({ rules: [ruleOf('high')] });
    await shop.judge({ a: false });
    await shop.judge({ a: true });
    for (const rules of [raising, {}, raising]) {
      shop.policy = { ...shop.policy, rules };
      await shop.clock.sleep(2 * minute);
      await shop.judge({ a: true }, { kind: 're-evaluation' });
    }
    expect(texts(shop.slack).filter((it) => it.startsWith('CRITICAL'))).toHaveLength(1);
    expect(calls(shop.slack).filter((it) => it === 'chat.postMessage')).toHaveLength(4);
  });
  it('by the dozen is named by a storm, and the cards that stand are edited', async () => {
    const shop = await opened({ rules: [ruleOf('high')] });
    await shop.judge(doors(12, false));
    for (const half of [0, 1]) {
      await shop.clock.sleep(2 * minute);
      const open = Object.entries(doors(12, true)).map(([name], at) => [name, at < 6 * (half + 1)] as const);
      await shop.judge(Object.fromEntries(open));
    }
    expect(texts(shop.slack)).toHaveLength(13);
    shop.policy = { ...shop.policy, rules: raising };
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(12, true), { kind: 're-evaluation' });
    await calmDown(shop);
    expect(texts(shop.slack)).toHaveLength(14);
    expect(texts(shop.slack)[13]).toMatch(/^12 new findings .*12 of them critical/);
    expect(texts(shop.slack).slice(1, 13)).toEqual(Array(12).fill(expect.stringMatching(/^CRITICAL in c/)));
  });
});
