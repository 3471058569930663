import { nonceOf } from '#engine/people/nonce';
import { canonicalJson } from '#lib/canonical';
import { sha256 } from '#lib/hash';
import type { View } from '#notify/views';
import type { AlertDesk } from './desk.ts';
import type { Lane } from './lane.ts';
import type { Sent } from './ports.ts';

/** A rendering that is to be sent: the text of a message that stands, or a new one. */
export interface Rendering {
  readonly view: View;
  /** What its buttons are signed with. */
  readonly key: string;
  readonly ts?: string | undefined;
  /** The message that a new one answers. */
  readonly thread?: string | undefined;
  /** Whether an answer is shown in the channel, too. */
  readonly broadcast?: boolean | undefined;
}

/** Sends a rendering. What Slack does not take for its layout goes out as plain text at once. */
export async function deliver(
  desk: AlertDesk,
  lane: Lane,
  { view, key, ts, thread, broadcast = false }: Rendering,
): Promise<Sent> {
  const { slack, drawing } = desk;
  const { channel } = lane;
  const message = drawing.render(view, (act) => nonceOf({ key, act, id: view.id }));
  const sendAs = (it: Parameters<typeof slack.post>[1], isAlone: boolean): Promise<Sent> =>
    ts === undefined
      ? slack.post(channel, it, isAlone ? undefined : thread)
      : slack.update({ channel, ts }, it, { broadcast: broadcast && !isAlone });
  const send = async (it: Parameters<typeof slack.post>[1]): Promise<Sent> => {
    const said = await sendAs(it, false);
    // What cannot be answered, or shown in the channel, is said all the same.
    const isBound = (ts === undefined && thread !== undefined) || (ts !== undefined && broadcast);
    return said.is === 'lost' && isBound ? sendAs(it, true) : said;
  };
  let sent = await send(message);
  if (sent.is === 'layout') {
    desk.note?.('layout-refused', channel, sent.why);
    sent = await send(drawing.plainMessage(view));
  }
  if (sent.is === 'sent') desk.note?.(ts === undefined ? 'posted' : 'edited', channel);
  if (sent.is === 'later') desk.note?.('rate-limited', channel, `${sent.after} ms`);
  if (sent.is === 'refused' || sent.is === 'down' || sent.is === 'unanswered' || sent.is === 'layout') {
    desk.note?.('undelivered', channel, sent.why);
  }
  return sent;
}

/** What a view says, apart from when it was looked at and how often it was drawn: equal ones need not be sent twice. */
export const contentOf = (view: View): string => {
  const { render: _, may, style, ...facts } = view;
  const { checkedAt: __, ...lasting } = 'checkedAt' in facts ? facts : { ...facts, checkedAt: '' };
  const evidence =
    'evidence' in lasting && lasting.evidence ? { ...lasting.evidence, observedAt: '', snapshot: '' } : {};
  return sha256(canonicalJson(JSON.parse(JSON.stringify([{ ...lasting, evidence }, may, style])))).slice(0, 16);
};
