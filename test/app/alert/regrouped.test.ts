import { afterEach, describe, expect, it } from 'vitest';
import type { Notify } from '#model';
import { channels, doorOf, ruleOf } from './alert-shop.ts';
import { groupOf } from '#app/alert/group-of';
import { close, opened, texts } from './alert-slack.ts';

afterEach(close);

const minute = 60_000;
const by = (...groupBy: readonly ('rule' | 'cluster')[]): Notify => ({
  slack: { default: channels.platform, groupBy },
});
const doors = (open: number, all = 502): Record<string, boolean> =>
  Object.fromEntries(Array.from({ length: all }, (_, at) => [`c${at}`, at < open]));

describe('a group of more findings than it names', () => {
  it('keeps its card as it was when they are grouped otherwise; what opens after that has a card of its own', async () => {
    const shop = await opened({ rules: [ruleOf('high')], notify: by('rule') });
    await shop.judge(doors(0));
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(501));
    expect(texts(shop.slack)[1]).toMatch(/and 500 more like it/);
    const id = groupOf({ rule: 'door-closed-high', resource: { ...any, id: doorOf('c0') } }, ['rule']).id;
    expect((await shop.memory.groups.get(id))?.group.members).toBeUndefined();
    const before = texts(shop.slack)[1];
    shop.policy = { ...shop.policy, notify: by('rule', 'cluster') };
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(502));
    expect(texts(shop.slack)).toHaveLength(3);
    expect(texts(shop.slack)[1]).toBe(before);
    expect(texts(shop.slack)[2]).toMatch(/^HIGH in c501/);
    await shop.clock.sleep(2 * minute);
    await shop.judge(doors(0));
    expect(texts(shop.slack)[1]).toBe(before);
    expect(texts(shop.slack)[2]).toMatch(/^Resolved/);
    expect(await shop.memory.alerts.due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });
});

const any = { type: 'door', name: 'c0', target: 'aws:1:eu' } as const;
