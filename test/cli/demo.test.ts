import { chmod, mkdir } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
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
  it('names a next command that finds what it remembered', async () => {
    const { out } = await desk.run('demo --quiet --no-slack-preview');
    const [, next = ''] = /shoalwatch (show f-\w+ --store \S+)\n/.exec(out) ?? [];
    expect(await desk.run(next)).toMatchObject({
      code: 0,
      out: expect.stringContaining(next.split(' ')[1]!) as string,
    });
  });
  it('leaves the page out when it is told to', async () => {
    const { code, out } = await desk.run('demo --quiet --no-slack-preview --out other');
    expect([code, out.includes('slack.html')]).toEqual([0, false]);
    await expect(desk.read('other/slack.html')).rejects.toThrow('ENOENT');
  });
  it('opens the report with the opener of the machine, says so where there is none or it cannot, and goes on', async () => {
    await mkdir(desk.at('bin'), { recursive: true });
    const opened = async (script: string | undefined) => {
      if (script !== undefined) await desk.write('bin/xdg-open', `#!/bin/sh\n${script}\n`);
      if (script !== undefined) await chmod(desk.at('bin/xdg-open'), 0o755);
      const path = script === undefined ? desk.at('none') : `${desk.at('bin')}:/bin:/usr/bin`;
      const { code, err } = await desk.run('demo --no-slack-preview --open', { PATH: path });
      return { code, note: /\S+ was not opened: .*/.exec(err)?.[0] };
    };
    expect(await opened(`echo "$1" > ${desk.at('asked')}`)).toEqual({ code: 0, note: undefined });
    expect(await desk.read('asked')).toBe(`${pathToFileURL(desk.at('shoalwatch-report/report.html')).href}\n`);
    const report = 'shoalwatch-report/report.html was not opened';
    expect(await opened('exit 3')).toEqual({ code: 0, note: `${report}: xdg-open ended with 3` });
    expect(await opened(undefined)).toEqual({ code: 0, note: `${report}: xdg-open is not on this machine` });
  });
});
