/** What is wrong, in the words of Slack's `response_metadata.messages`. */
export type Flaw = string;

export const isRecord = (it: unknown): it is Readonly<Record<string, unknown>> =>
  typeof it === 'object' && it !== null && !Array.isArray(it);

export const items = (it: unknown): readonly unknown[] => (Array.isArray(it) ? it : []);

/** A text object: `plain` where mrkdwn is not taken. Slack counts characters. */
export function textOf(
  it: unknown,
  at: string,
  { plain = false, most }: { readonly plain?: boolean; readonly most: number },
): Flaw[] {
  if (!isRecord(it)) return [`missing required field: text [json-pointer:${at}]`];
  const { type, text } = it;
  if (type !== 'plain_text' && (plain || type !== 'mrkdwn'))
    return [`unsupported type: ${String(type)} [json-pointer:${at}]`];
  if (typeof text !== 'string' || text === '') return [`must be more than 0 characters [json-pointer:${at}/text]`];
  return Array.from(text).length > most ? [`must be less than ${most + 1} characters [json-pointer:${at}/text]`] : [];
}

/** A plain JSON string that may be left out. */
export function optionalText(it: unknown, at: string, most: number): Flaw[] {
  if (it === undefined) return [];
  if (typeof it !== 'string') return [`must be a string [json-pointer:${at}]`];
  return it.length > most ? [`must be less than ${most + 1} characters [json-pointer:${at}]`] : [];
}
