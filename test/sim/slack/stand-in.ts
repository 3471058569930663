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
    '',
    'shoalwatch.yaml:',
    '',
    'version: 1',
    `slack: { team: ${team}, app: ${app}, apiUrl: "${slack.apiUrl}" }`,
    'notify: { slack: { default: C0ONCALL } }',
    'access:',
    '  responders: { slackUsers: [U0ANA] }',
    '  approvers: [{ slackUsers: [U0BEN], impacts: [none, brief, disruptive] }]',
    '  riskOwners: [{ slackUsers: [U0CISO], maxDays: { critical: 14, high: 60, medium: 180, low: 180 } }]',
    '',
    'In the shell of shoalwatch:',
    '',
    `export SHOALWATCH_SLACK_TOKEN=${token}`,
    `export SHOALWATCH_SLACK_SIGNING_SECRET=${signingSecret}`,
    '',
    `What is pressed goes to ${values['request-url']}: shoalwatch watch --slack-port ${new URL(values['request-url']).port}`,
  ].join('\n')}\n`,
);
