import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('the demo', () => {
  it('shows in Slack what it found: the first scan, then a card for each critical and high group', async () => {
    const { code, out } = await desk.run('demo --quiet');
    const [, count = ''] = / {2}slack {4}shoalwatch-report\/slack\.html {3}\((\d+) messages\)\n/.exec(out) ?? [];
    expect([code, Number(count) > 10]).toEqual([0, true]);
    const page = await desk.read('shoalwatch-report/slack.html');
    expect(page.match(/<section>/g)).toHaveLength(Number(count));
    expect(page).toContain('First scan finished:');
    expect(page).toContain('The API endpoint is open to the whole internet');
    expect(page.match(/· +(?:CRITICAL|HIGH)<\/div>/g)?.length).toBeGreaterThan(10);
    expect(page).not.toMatch(/· +MEDIUM<\/div>/);
  });
  it('leaves the page out when it is told to', async () => {
    const { code, out } = await desk.run('demo --quiet --no-slack-preview --out other');
    expect([code, out.includes('slack.html')]).toEqual([0, false]);
    await expect(desk.read('other/slack.html')).rejects.toThrow('ENOENT');
  });
});
