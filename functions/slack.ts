import { slackHere } from './wire/slack.ts';

/** Takes what people press and type in Slack: looks whether Slack sent it, opens a form, and hands it on. */
export const handler = await slackHere();
