import type { Sent, Slack } from '#app/alert/ports';
import type { Seeded } from '../../../sim/seeded.ts';

/** A message as the model keeps it, with all that it ever said. */
export interface ModelMessage {
  readonly channel: string;
  readonly ts: string;
  readonly texts: string[];
  isDeleted: boolean;
  /** Nobody knows of it: its answer was lost, or the process before it was kept. */
  isLost: boolean;
}

/** A Slack without deduplication: what it accepts it keeps, whether its answer arrives or not. */
export interface ModelSlack extends Slack {
  readonly messages: ModelMessage[];
  readonly counts: { calls: number; limited: number; lost: number };
}

interface Faults {
  readonly random: Seeded;
  readonly now: () => number;
  /** How often of a thousand calls something goes wrong. */
  readonly perMille: number;
  /** Runs before and after each call: a crash is thrown there. */
  readonly step: () => void;
}

export function modelSlack({ random, now, perMille, step }: Faults): ModelSlack {
  const messages: ModelMessage[] = [];
  const counts = { calls: 0, limited: 0, lost: 0 };
  const last = new Map<string, number>();
  const happens = (): boolean => random.chance(perMille / 1000);

  const call = async (channel: string, work: () => Sent): Promise<Sent> => {
    step();
    await Promise.resolve();
    counts.calls += 1;
    if (happens()) return { is: 'later', after: random.integer(1, 30) * 1000 };
    if (happens()) return { is: 'down', why: 'model' };
    // A burst of two is taken, as Slack does.
    if (now() - (last.get(channel) ?? Number.NEGATIVE_INFINITY) < 500) {
      counts.limited += 1;
      return { is: 'later', after: 1000 };
    }
    last.set(channel, now());
    const sent = work();
    step();
    if (!happens()) return sent;
    counts.lost += 1;
    return { is: 'unanswered', why: 'model' };
  };

  const found = (place: { readonly channel: string; readonly ts: string }): ModelMessage | undefined =>
    messages.find(({ channel, ts, isDeleted }) => channel === place.channel && ts === place.ts && !isDeleted);

  return {
    ...{ messages, counts },
    async post(channel, { text }) {
      const sent = await call(channel, () => {
        const message = { channel, ts: `${messages.length + 1}.0`, texts: [text], isDeleted: false, isLost: true };
        messages.push(message);
        return { is: 'sent', channel, ts: message.ts };
      });
      const message = sent.is === 'sent' ? found(sent) : undefined;
      if (message) message.isLost = false;
      return sent;
    },
    update: (place, { text }) =>
      call(place.channel, () => {
        const message = found(place);
        message?.texts.push(text);
        return message ? { is: 'sent', ...place } : { is: 'lost', why: 'message_not_found' };
      }),
    remove: (place) =>
      call(place.channel, () => {
        const message = found(place);
        if (message) message.isDeleted = true;
        return { is: 'sent', ...place };
      }),
    ephemeral: (channel) => Promise.resolve({ is: 'sent', channel, ts: '' }),
  };
}
