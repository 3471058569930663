import { afterEach, describe, expect, it } from 'vitest';
import { calls, change, close, opened, texts } from './alert-slack.ts';

afterEach(close);

describe('a finding and its card', () => {
  it('a card is posted once, edited when it is put right, and a new one stands when it comes back', async () => {
    const shop = await opened();
    await shop.judge({ a: false });
    expect(calls(shop.slack)).toEqual(['chat.postMessage']);
    expect(texts(shop.slack)[0]).toMatch(/^First scan finished/);
    await shop.judge({ a: true }, { change });
    expect(texts(shop.slack)).toHaveLength(2);
    expect(texts(shop.slack)[1]).toMatch(/^CRITICAL in a .*is open.*ana@example.com/);
    await shop.judge({ a: true });
    expect(calls(shop.slack)).toHaveLength(2);
    await shop.judge({ a: false });
    expect(texts(shop.slack)).toHaveLength(2);
    expect(texts(shop.slack)[1]).toMatch(/^Resolved/);
    await shop.judge({ a: true });
    expect(texts(shop.slack)).toHaveLength(3);
    expect(JSON.stringify(shop.slack.state.messages[2])).toMatch(/2nd time/);
    expect(calls(shop.slack)).toEqual(['chat.postMessage', 'chat.postMessage', 'chat.update', 'chat.postMessage']);
    expect(await shop.memory.alerts.due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });
});
