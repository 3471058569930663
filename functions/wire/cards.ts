import type { SQSClient } from '@aws-sdk/client-sqs';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import { ShoalwatchError, type DueCard } from '#model';
import { jsonIn } from './json-in.ts';
import { putInOrder } from './ordered.ts';

/** An order to tell one channel, with what is known to be due in it. */
export interface TellOrder {
  readonly channel: string;
  readonly also: readonly DueCard[];
}

/** Where the stack has no Slack, its functions are told this instead of a queue. */
export const notTold = 'not-told';

/** What of a channel an order names; whoever takes it finds the rest in the store. */
const most = 500;

/** Two orders of the same within this time are one, in milliseconds. */
const once = 60_000;

/** Orders each channel to be told: those of one channel are taken one after the other. */
export async function orderCards(
  client: Pick<SQSClient, 'send'>,
  url: string,
  due: ReadonlyMap<string, readonly DueCard[]>,
  now: number,
): Promise<void> {
  for (const [channel, cards] of due) {
    const message: TellOrder = { channel, also: cards.slice(0, most) };
    const id = sha256(canonicalJson([message, cards.length, Math.floor(now / once)]));
    await putInOrder(client, url, { group: channel, id, message });
  }
}

/** The order in a message. Throws an input error where it is none. */
export function tellOrderIn(body: string): TellOrder {
  const { channel, also } = Object(jsonIn(body)) as Readonly<Record<string, unknown>>;
  if (typeof channel === 'string' && channel !== '' && Array.isArray(also) && also.every(isDue))
    return { channel, also };
  throw new ShoalwatchError('input', `the message is no order to tell a channel: ${body.slice(0, 200)}`, {
    cure: 'only the functions of the stack send them: look who else may send to the queue',
  });
}

function isDue(it: unknown): it is DueCard {
  const { is, id, due } = Object(it) as Readonly<Record<string, unknown>>;
  return (is === 'group' || is === 'bulletin') && typeof id === 'string' && typeof due === 'string';
}
