import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { office, type Office } from '../support/slack-office.ts';
import { demoWorkspace, type Workspace } from '../sim/slack/workspace.ts';
import { openDesk, type Desk } from './run.ts';

let at: Office | undefined;
let desk: Desk;

beforeEach(async () => {
  desk = await openDesk();
});

afterEach(async () => {
  await at?.close();
  await desk.close();
  at = undefined;
});

const environment = {
  SHOALWATCH_SLACK_TOKEN: demoWorkspace.token,
  SHOALWATCH_SLACK_SIGNING_SECRET: demoWorkspace.signingSecret,
  SHOALWATCH_AS: 'ana',
};

const config = ({
  apiUrl,
  team = 'T0SHOAL',
}: {
  readonly apiUrl: string;
  readonly team?: string;
}): string => `version: 1
slack: {team: ${team}, app: A0SHOAL, apiUrl: "${apiUrl}"}
notify: {slack: {default: C0ONCALL, operations: C0STRANGE}}
access: {responders: {slackGroups: [S0SRE]}}
`;

async function stand(more: Partial<Workspace> = {}, team?: string): Promise<Office> {
  at = await office(more);
  at.time.now = Date.now();
  await desk.write('shoalwatch.yaml', config({ apiUrl: at.slack.apiUrl, ...(team !== undefined && { team }) }));
  return at;
}

describe('shoalwatch slack verify', () => {
  it('posts a test card, and says that everything works', async () => {
    const { url, slack } = await stand({ scopes: ['chat:write', 'commands', 'usergroups:read'] });
    const { code, out, last } = await desk.run(`slack verify --url ${url} --channel C0OPS`, environment);
    expect(out).toContain('the token is of the workspace stand-in (T0SHOAL)');
    expect(out).toContain('takes what is signed');
    expect(out).toContain('refuses what is not signed');
    expect([code, last]).toEqual([0, 'exit 0: everything works: look at the test card in C0OPS']);
    expect(slack.state.messages.map(({ channel }) => channel)).toEqual(['C0OPS']);
  });

  it('names the cure of everything that does not work', async () => {
    const { slack } = await stand({ scopes: ['chat:write', 'channels:read'] }, 'T0OTHER');
    const { code, out, last } = await desk.run(`slack verify --url ${slack.url} --channel C0STRANGE`, environment);
    const cures = out.split('\n').filter((line) => line.includes('fix   '));
    expect(out).toContain('the token is of the workspace T0SHOAL, and slack.team is T0OTHER');
    expect(out).toContain('the scope commands is missing: /shoalwatch does nothing');
    expect(out).toContain('the scope usergroups:read is missing: roles that name user groups let nobody in');
    expect(out).toContain('/slack/commands answers a signed request with 404');
    expect(out.replaceAll(/\s+/g, ' ')).toContain(
      'C0STRANGE cannot be told: not_in_channel fix in C0STRANGE, type: /invite @shoalwatch',
    );
    expect([code, cures.length, last]).toEqual([4, 6, 'exit 4: 6 things of 8 do not work']);
  });

  it('stops where Slack does not know the token', async () => {
    const { slack } = await stand();
    const { code, out } = await desk.run('slack verify', { ...environment, SHOALWATCH_SLACK_TOKEN: 'xoxb-other' });
    expect(out.replaceAll(/\s+/g, ' ')).toContain('Slack refuses the token: invalid_auth fix install the app');
    expect([code, slack.state.messages]).toEqual([4, []]);
  });

  it('asks for what it needs before it does anything', async () => {
    const none = await desk.run('slack verify --channel C1');
    expect([none.code, none.err]).toEqual([2, expect.stringContaining('SHOALWATCH_SLACK_TOKEN is not set')]);
    const nowhere = await desk.run('slack verify', environment);
    expect([nowhere.code, nowhere.err]).toEqual([2, expect.stringContaining('no channel is named')]);
  });

  it('says that nobody answers where Slack is away', async () => {
    await desk.write('shoalwatch.yaml', config({ apiUrl: 'http://127.0.0.1:9/api/' }));
    const { code, out } = await desk.run('slack verify --url http://127.0.0.1:9', environment);
    expect(code).toBe(4);
    expect(out).toContain('Slack cannot be reached');
    expect(out).toContain('does not answer');
  });
});
