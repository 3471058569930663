import { parseInstant } from '#lib/time';
import { acts, type View } from '#notify/views';

/** Words of our own, which nobody outside can write. */
const ours = new Set([
  'is',
  'state',
  'severity',
  'status',
  'level',
  'impact',
  'provider',
  'origin',
  'cause',
  'result',
  'may',
  'every',
]);

/**
 * A view with the text in every field that somebody outside can write: names, messages, people, ids of Slack, errors. An
 * address becomes `https://example.com/` with the text behind it, or the text alone.
 */
export function hostileView(view: View, text: string, addresses: 'after' | 'alone' = 'after'): View {
  const swapped = swap(view, text, addresses) as View;
  const { id, is } = view;
  const style = { ...view.style, mention: text };
  if (is === 'coverage' && swapped.is === 'coverage') return { ...swapped, id, style, reason: view.reason };
  return { ...swapped, id, style };
}

function swap(value: unknown, text: string, addresses: 'after' | 'alone', key = ''): unknown {
  if (ours.has(key)) return value;
  if (typeof value === 'string') {
    // Whoever writes a command to be copied refuses names with line breaks.
    if (key === 'grant') return text.replaceAll(/\s+/g, ' ');
    if (parseInstant(value) !== undefined || isOurs(key, value)) return value;
    return key === 'url' || key === 'earlier' || key === 'runbook' || value.startsWith('https://')
      ? addresses === 'after'
        ? `https://example.com/${text}`
        : text
      : text;
  }
  if (Array.isArray(value)) return value.map((one: unknown) => swap(one, text, addresses));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, swap(one, text, addresses, name)]));
}

const isOurs = (key: string, value: string): boolean =>
  (key === 'why' && ['ended', 'revoked', 'graver'].includes(value)) ||
  (key === 'detail' && ['brief', 'full'].includes(value)) ||
  acts.some((act) => act === value);
