import { SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { ingressOf } from '#app/slack-ingress/take-request';
import { textAt } from '#clouds/json';
import { forLogLine } from '#lib/escape/log-line';
import { sha256 } from '#lib/hash';
import { ShoalwatchError } from '#model';
import { openForm } from '#notify/slack/answers';
import type { Call } from '#notify/slack/call';
import { parseCommand } from '#notify/slack/command';
import type { Intent, OurApp } from '#notify/slack/intent';
import { flawsOf } from '#notify/slack/form-flaws';
import { parseInteraction } from '#notify/slack/interaction';
import { rawBody, refusalOf } from '#notify/slack/verify';
import { clock } from './clock.ts';
import { configText } from './config-text.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { putInOrder } from './ordered.ts';
import { givingUp } from './patience.ts';
import { secretOf, type Secrets } from './secrets.ts';
import { callBySecret } from './slack-api.ts';
import { countsOf, type Count } from './slack-counts.ts';

/** What the function is made of that takes clicks and commands. */
export interface SlackParts {
  readonly our: OurApp;
  readonly signing: Secrets;
  readonly call: Call;
  /** Where clicks and commands are put, in the order of what they are about. */
  readonly queue: string;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly now: () => number;
  readonly count: Count;
  readonly log: Log;
}

/** Takes requests of the HTTP API, in format 2.0 of its payload. */
export type SlackHandler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The function of this process. Rejects where it is not told its queue and secrets, or has no config. */
export async function slackHere(): Promise<SlackHandler> {
  const names = environmentOf(environmentNames.slack);
  const { now } = clock;
  const config: unknown = JSON.parse(await configText());
  const signing = secretOf(names.SLACK_SIGNING_SECRET, now);
  const token = secretOf(names.SLACK_TOKEN_SECRET, now);
  // Nobody waits for these: a process that is kept ready has them read. What fails is read again by the first click.
  setImmediate(() => void Promise.allSettled([signing.accepted(), token.present()]));
  return slackHandlerOf({
    ...{ our: ourApp(config), signing, now, queue: names.CLICKS_QUEUE },
    call: callBySecret(token, textAt(config, 'slack', 'apiUrl')),
    sqs: clickClient(),
    count: countsOf(names.STACK_NAME),
    log: logOf('slack', {}),
  });
}

/** The client by which clicks are put on their queue: Slack waits for three seconds. */
export const clickClient = (): SQSClient =>
  new SQSClient({ maxAttempts: 2, ...givingUp({ connect: 500, answer: 1_000 }) });

/** The app that requests have to be of. Throws a config error where the config names none. */
export function ourApp(config: unknown): OurApp {
  const at = (name: string): string | undefined => textAt(config, 'slack', name);
  const [team, app, apiUrl] = [at('team'), at('app'), at('apiUrl')];
  if (team === undefined || app === undefined) {
    throw new ShoalwatchError('config', 'shoalwatch.json of the function names no app of Slack', {
      cure: 'deploy the stack again with slack in its config',
    });
  }
  return { team, app, ...(apiUrl !== undefined && { origin: new URL(apiUrl).origin }) };
}

export function slackHandlerOf({ our, signing, call, queue, sqs, now, count, log }: SlackParts): SlackHandler {
  let secrets: readonly string[] = [];
  const take = ingressOf({
    refusal: (request) => refusalOf(request, { secrets, now: now() }),
    interaction: (payload) => parseInteraction(payload, our),
    command: (form) => parseCommand(form, our),
    open: async (intent) =>
      intent.trigger === undefined || intent.form === undefined
        ? undefined
        : openForm(call, intent.trigger, intent.form, intent),
    flaws: (form) => flawsOf(form, now()),
    put: (intent) => putInOrder(sqs, queue, { group: groupOf(intent), id: intent.delivery, message: intent }),
    now,
    refused(why) {
      count('SlackForgedRequests', 1);
      log.warn('turned away', { why: forLogLine(why) });
    },
    failed: (error) => log.error('could not be taken', error),
  });
  return async ({ rawPath: path, requestContext, headers, body = '', isBase64Encoded }) => {
    try {
      secrets = await signing.accepted();
    } catch (error) {
      log.error('could not be taken', error);
      return { statusCode: 503 };
    }
    const request = { path, method: requestContext.http.method, headers, body: rawBody(body, isBase64Encoded) };
    const { status, body: said } = await take(request);
    return {
      statusCode: status,
      ...(said !== undefined && { headers: { 'content-type': 'application/json' }, body: said }),
    };
  };
}

/** What is wanted of one card keeps its order, and so does what one person types. */
function groupOf(intent: Intent): string {
  if (intent.is === 'command') return `user-${intent.user}`;
  const { about } = intent.is === 'form' ? intent.pressed : intent;
  return /^[\w-]{1,100}$/.test(about) ? about : sha256(about);
}
