import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { takeDelivery, type Webhook } from '#app/webhook/take-delivery';
import { azureDoor } from '#clouds/azure/delivery';
import { gcpDoor } from '#clouds/gcp/delivery';
import { textAt } from '#clouds/json';
import type { Fetch } from '#clouds/signed-token';
import { forLogLine } from '#lib/escape/log-line';
import { clock } from './clock.ts';
import { configText } from './config-text.ts';
import { environmentNames, environmentOf } from './environment.ts';
import { logOf, type Log } from './log.ts';
import { givingUp } from './patience.ts';

/** What a webhook is made of. */
export interface Parts {
  /** The deployed config, as JSON. */
  readonly config: string;
  readonly queue: string;
  readonly sqs: Pick<SQSClient, 'send'>;
  readonly fetch: Fetch;
  readonly now: () => number;
  readonly log: Log;
}

/** Takes requests of the HTTP API, in format 2.0 of its payload. */
export type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

/** The webhook of this process. Rejects where the function is not told its queue, or has no config. */
export async function webhookHere(): Promise<Handler> {
  const { CHANGES_QUEUE: queue } = environmentOf(environmentNames.webhook);
  const sqs = new SQSClient({ maxAttempts: 3, ...givingUp({ connect: 2_000, answer: 5_000 }) });
  return webhookOf({ config: await configText(), queue, sqs, fetch, now: clock.now, log: logOf('webhook', {}) });
}

export function webhookOf(parts: Parts): Handler {
  const webhook = wired(parts);
  return async ({ rawPath: path, requestContext, headers, body = '', isBase64Encoded }) => {
    const delivery = { path, method: requestContext.http.method, headers };
    const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
    const answer = await takeDelivery(webhook, { ...delivery, body: bytes });
    return {
      statusCode: answer.status,
      headers: { ...answer.headers, ...(answer.body && { 'content-type': 'application/json' }) },
      ...(answer.body && { body: JSON.stringify(answer.body) }),
    };
  };
}

function wired({ config, queue, sqs, fetch, now, log }: Parts): Webhook {
  const settings: unknown = JSON.parse(config);
  const at = (...path: readonly string[]): string | undefined => textAt(settings, 'events', ...path);
  const [tenant, app, sender] = [at('azure', 'tenant'), at('azure', 'audience'), at('azure', 'sender')];
  const [serviceAccount, push] = [at('gcp', 'serviceAccount'), at('gcp', 'audience')];
  return {
    doors: {
      ...(tenant !== undefined &&
        app !== undefined && {
          azure: azureDoor({ tenant, audience: app, ...(sender !== undefined && { sender }), fetch, now }),
        }),
      ...(serviceAccount !== undefined &&
        push !== undefined && { gcp: gcpDoor({ serviceAccount, audience: push, fetch, now }) }),
    },
    put: async (text) => {
      await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: text }));
    },
    refused: (status, from, why) => log.warn('a delivery was turned away', { from, status, why: forLogLine(why) }),
    failed: (error, from) => log.error('a delivery could not be taken and will be sent again', error, { from }),
  };
}
