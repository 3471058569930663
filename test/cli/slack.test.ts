import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { samples } from '#notify/slack/samples/samples';
import { openDesk, type Desk } from './run.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk();
});
afterAll(() => desk.close());

describe('slack preview', () => {
  it.concurrent('writes one page that stands alone', async () => {
    const { code, out, last } = await desk.run('slack preview --out pages/slack.html');
    expect([code, out, last]).toEqual([0, '', `exit 0: pages/slack.html shows ${samples.length} messages`]);
    expect(await desk.read('pages/slack.html')).toContain('default-src &#39;none&#39;');
  });
  it.concurrent('prints the messages as text', async () => {
    const { code, out } = await desk.run('slack preview --text');
    expect(code).toBe(0);
    expect(out).toContain('# Finding: open\nCRITICAL in payments-prod');
  });
});

describe('slack manifest', () => {
  it.concurrent('prints the manifest alone on standard output, the link beside it', async () => {
    const { code, out, err } = await desk.run('slack manifest --url https://abc.example.com --features groups,users');
    expect(code).toBe(0);
    expect(parse(out)).toMatchObject({
      oauth_config: {
        scopes: { bot: ['chat:write', 'commands', 'usergroups:read', 'users:read', 'users:read.email'] },
      },
      settings: { interactivity: { request_url: 'https://abc.example.com/slack/interactions' } },
    });
    expect(err).toContain('https://api.slack.com/apps?new_app=1&manifest_yaml=');
  });
  it.concurrent.each([
    ['slack manifest', 'error: --url is needed: where Slack reaches Shoalwatch; the stack has it among its outputs'],
    [
      'slack manifest --url http://abc.example.com',
      'error: --url "http://abc.example.com" is no address that Slack can call: https, without a query',
    ],
    [
      'slack manifest --url https://a.example --features user',
      'error: unknown feature "user" for --features. Did you mean "users"?  (users, groups, files, dm, public)',
    ],
  ])('%s says what was meant', async (args, first) => {
    const { code, err } = await desk.run(args);
    expect([code, err.split('\n')[0]]).toEqual([2, first]);
  });
});
