import { fieldsOf, hasTexts, type Door } from '../delivery.ts';
import { isObject } from '../json.ts';
import { shown, tokenCheck, type Fetch } from '../signed-token.ts';

/** Who delivers the events of Google Cloud, and to whom. */
export interface PushSender {
  /** The e-mail address of the service account of the push subscription. */
  readonly serviceAccount: string;
  /** The audience that the push subscription names. */
  readonly audience: string;
  readonly fetch: Fetch;
  readonly now: () => number;
}

/**
 * Lets in what a push subscription of Pub/Sub delivers.
 * Source: https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 */
export function gcpDoor({ serviceAccount, audience, fetch, now }: PushSender): Door {
  const check = tokenCheck({
    keys: 'https://www.googleapis.com/oauth2/v3/certs',
    issuers: ['https://accounts.google.com', 'accounts.google.com'],
    ...{ audience, fetch, now },
  });
  return {
    async refusal(token) {
      const checked = await check(token);
      if ('refused' in checked) return checked.refused;
      const { email, email_verified: verified } = checked.claims;
      if (email !== serviceAccount) return `Its email is ${shown(email)}.`;
      return verified === true ? undefined : `Its email_verified is ${shown(verified)}.`;
    },
    envelope(document) {
      if (!hasTexts(document, ['subscription']) || !isObject(document['message'])) return undefined;
      return { message: fieldsOf(document['message'], message), subscription: document['subscription'] };
    },
    // An entry of a log holds up to 256 KB, and is pushed in base64.
    largest: 384 * 1024,
  };
}

const message = ['data', 'attributes', 'messageId', 'message_id', 'publishTime', 'publish_time', 'orderingKey'];
