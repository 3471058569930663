import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { beforeEach, expect, test } from 'vitest';
import { ourApp, slackHandlerOf, type SlackHandler } from '../../functions/wire/slack.ts';
import { signed } from '../sim/slack/interactions.ts';
import { demoWorkspace } from '../sim/slack/workspace.ts';

const now = Date.parse('2026-11-22T09:00:00.000Z');

let handler: SlackHandler;
let queued: unknown[];
let turnedAway: number;
let secrets: () => Promise<readonly string[]>;

beforeEach(() => {
  [queued, turnedAway] = [[], 0];
  secrets = () => Promise.resolve([demoWorkspace.signingSecret]);
  handler = slackHandlerOf({
    our: ourApp({ slack: { team: demoWorkspace.team, app: demoWorkspace.app } }),
    signing: { accepted: () => secrets(), present: () => Promise.resolve(undefined) },
    call: () => Promise.reject(new Error('nothing is called')),
    queue: 'clicks.fifo',
    sqs: {
      send: (command: { readonly input: unknown }) => {
        queued.push(command.input);
        return Promise.resolve({});
      },
    },
    now: () => now,
    count: () => void (turnedAway += 1),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  });
});

const command = new URLSearchParams({
  ...{ api_app_id: demoWorkspace.app, team_id: demoWorkspace.team, user_id: 'U0ANA', user_name: 'ana' },
  ...{ command: '/shoalwatch', text: 'status', channel_id: 'C0PLAT', trigger_id: '1.2.3' },
}).toString();

function eventOf(body: string, more: Partial<APIGatewayProxyEventV2> = {}, method = 'POST'): APIGatewayProxyEventV2 {
  const { path, headers } = signed({ workspace: demoWorkspace }, '/slack/commands', body, now);
  return {
    ...{
      version: '2.0',
      routeKey: `${method} ${path}`,
      rawPath: path,
      rawQueryString: '',
      headers,
      isBase64Encoded: false,
    },
    requestContext: { http: { method, path } },
    ...{ body, ...more },
  } as APIGatewayProxyEventV2;
}

const statusOf = async (event: APIGatewayProxyEventV2): Promise<number | undefined> =>
  (await handler(event)).statusCode;

test('a signed command is put on the queue, by who typed it and once', async () => {
  expect(await statusOf(eventOf(command))).toBe(200);
  expect(queued).toEqual([
    expect.objectContaining({
      QueueUrl: 'clicks.fifo',
      MessageGroupId: 'user-U0ANA',
      MessageDeduplicationId: expect.stringMatching(/^[0-9a-z]{24}$/) as string,
    }),
  ]);
});

test('a body in base64 is verified by its bytes', async () => {
  const body = Buffer.from(command).toString('base64');
  expect(await statusOf(eventOf(command, { body, isBase64Encoded: true }))).toBe(200);
});

test.each<readonly [string, Partial<APIGatewayProxyEventV2>]>([
  ['another body', { body: command.replace('status', 'pause') }],
  ['a body that is no base64', { body: '%%%', isBase64Encoded: true }],
  ['no body', { body: undefined }],
  ['no signature', { headers: {} }],
])('%s is turned away', async (_, more) => {
  expect(await statusOf(eventOf(command, more))).toBe(401);
  expect(queued).toEqual([]);
  expect(turnedAway).toBe(1);
});

test('the same request twice is taken once', async () => {
  expect(await statusOf(eventOf(command))).toBe(200);
  expect(await statusOf(eventOf(command))).toBe(401);
  expect(queued).toHaveLength(1);
});

test('another path or method is nobody', async () => {
  expect(await statusOf(eventOf(command, { rawPath: '/events/azure' }))).toBe(404);
  expect(await statusOf(eventOf(command, {}, 'GET'))).toBe(404);
});

test('while the secret cannot be read, Slack is told to come again', async () => {
  secrets = () => Promise.reject(new Error('AccessDenied'));
  expect(await statusOf(eventOf(command))).toBe(503);
});

test('a config without an app of Slack is an error before anything is taken', () => {
  expect(() => ourApp({ version: 1 })).toThrow('names no app of Slack');
});
