import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Fallback } from '#app/alert/ports';
import type { Live } from '#app/policy/live';
import { ShoalwatchError } from '#model';
import { usualPatience } from './patience.ts';

let made: SNSClient | undefined;

/** The client of this process, made when it is first asked for. */
const snsClient = (): SNSClient => (made ??= new SNSClient({ maxAttempts: 3, ...usualPatience }));

/** A message of a topic holds 256 KB; this is far below, and more than anybody reads. */
const longest = 20_000;

/** A text by its lines in as many messages as it takes: whoever is named in it is named. */
export function lettersOf(text: string): readonly string[] {
  const letters: string[] = [];
  for (const line of text.split('\n')) {
    const last = letters.at(-1);
    if (last === undefined || last.length + line.length >= longest) letters.push(line.slice(0, longest));
    else letters[letters.length - 1] = `${last}\n${line}`;
  }
  return letters;
}

interface FallbackParts {
  readonly topic: string;
  readonly live: Live;
  readonly now: () => number;
  readonly client?: Pick<SNSClient, 'send'>;
}

/** Tells whoever listens to the topic of the alarms what Slack is not told of, unless the policy says not to. */
export const fallbackOn = ({ topic, live, now, client }: FallbackParts): Fallback => ({
  async tell(text) {
    const { policy } = await live(new Date(now()).toISOString());
    if (policy.notify?.fallback?.sns === false) return;
    const named = { TopicArn: topic, Subject: 'Shoalwatch: Slack cannot be told' };
    try {
      for (const Message of lettersOf(text))
        await (client ?? snsClient()).send(new PublishCommand({ ...named, Message }));
    } catch (cause) {
      const why = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      throw new ShoalwatchError('store', `the topic ${topic} took nothing: ${why}`, {
        cure: 'grant sns:Publish on it, and kms:GenerateDataKey and kms:Decrypt on its key',
        cause,
      });
    }
  },
});
