#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startSlack } from './server.ts';
import { demoWorkspace } from './workspace.ts';

// A Slack of one's own, until it is stopped: messages can be looked at and pressed on its page.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8484' },
    'request-url': { type: 'string', default: 'http://127.0.0.1:8485' },
  },
});
const { team, app, token, signingSecret } = demoWorkspace;
const slack = await startSlack({ ...demoWorkspace, requestUrl: values['request-url'] }, { port: Number(values.port) });
process.stdout.write(
  `${[
    `Slack stand-in: ${slack.url}`,
    `  slack: { team: ${team}, app: ${app}, apiUrl: "${slack.apiUrl}" }`,
    `  export SHOALWATCH_SLACK_TOKEN=${token} SHOALWATCH_SLACK_SIGNING_SECRET=${signingSecret}`,
    `  what is pressed goes to ${values['request-url']}: shoalwatch watch --slack-port ${new URL(values['request-url']).port}`,
  ].join('\n')}\n`,
);
