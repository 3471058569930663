import { onOneLine, showControls, withoutInvisible } from '#lib/escape/invisible';
import { forSlack, forSlackProse } from '#lib/escape/slack';
import { clip, redactSecrets } from '#lib/text';
import { formatDate, formatTime, parseInstant, type Instant } from '#lib/time';
import type { Person } from '../view-base.ts';

/** Text in Slack's markup. Only this module makes it, so that everything else is escaped. */
export interface Mrkdwn {
  readonly mrkdwn: string;
}

type Value = string | number | Mrkdwn | undefined;

/** A template whose values are escaped as prose, unless they are markup themselves. */
export const mrkdwn = (template: TemplateStringsArray, ...values: readonly Value[]): Mrkdwn => ({
  mrkdwn: template.reduce((text, part, i) => text + part + (i < values.length ? markupOf(values[i]) : ''), ''),
});

/** Text of others outside a code span, in at most `length` characters. */
export const prose = (text: string, length = usual): Mrkdwn => ({ mrkdwn: forSlackProse(seen(text, length)) });

/** A name or value of others, in a code span: nothing in it is markup. */
export const code = (text: string, length = usual): Mrkdwn => ({ mrkdwn: `\`${forSlack(seen(text, length))}\`` });

/** Lines that can be copied, in a block of their own. */
export function codeBlock(text: string, length: number): Mrkdwn {
  const lines = text.split(/\r?\n/).map((line) => forSlack(clean(line)));
  const shown = within(lines.join('\n'), length);
  return { mrkdwn: `\`\`\`${shown.trim() === '' ? '(empty)' : shown}\`\`\`` };
}

export const bold = (text: Mrkdwn): Mrkdwn => ({ mrkdwn: `*${text.mrkdwn}*` });

export const struck = (text: Mrkdwn): Mrkdwn => ({ mrkdwn: `~${text.mrkdwn}~` });

/** The label as a link, or alone where there is no address that can be one: `https`, not overlong. */
export function link(url: string | undefined, label: Mrkdwn): Mrkdwn {
  const address = addressOf(url);
  return address === undefined ? label : { mrkdwn: `<${address.replaceAll('&', '&amp;')}|${label.mrkdwn}>` };
}

/** An address that can stand in a link or behind a button. */
export function addressOf(url: string | undefined): string | undefined {
  if (url === undefined || url.length > longestAddress) return undefined;
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'https:' || parsed.username !== '' || parsed.password !== '') return undefined;
  const address = parsed.href.replace(/[<>|`"*~\s]/g, (it) => `%${it.charCodeAt(0).toString(16).toUpperCase()}`);
  return address.length > longestAddress ? undefined : address;
}

/** A moment in the reader's own time, with the UTC minute for clients that cannot. */
export function when(instant: Instant): Mrkdwn {
  const time = parseInstant(instant);
  if (time === undefined) return { mrkdwn: 'unknown time' };
  return { mrkdwn: `<!date^${Math.floor(time / 1000)}^{date_short_pretty} {time}|${formatTime(instant)}>` };
}

/** A day in the reader's own words. */
export function day(instant: Instant): Mrkdwn {
  const time = parseInstant(instant);
  if (time === undefined) return { mrkdwn: 'unknown date' };
  return { mrkdwn: `<!date^${Math.floor(time / 1000)}^{date_short_pretty}|${formatDate(instant)}>` };
}

/** A person of Slack as a mention, anybody else by name. */
export function person({ name, slack }: Person): Mrkdwn {
  return slack !== undefined && /^[UW][A-Z0-9]{2,20}$/.test(slack) ? { mrkdwn: `<@${slack}>` } : prose(name, 60);
}

/** Calls a user or a group of users; nothing where the id is of neither. */
export function mention(id: string | undefined): Mrkdwn | undefined {
  if (id === undefined || !/^[UWS][A-Z0-9]{2,20}$/.test(id)) return undefined;
  return { mrkdwn: id.startsWith('S') ? `<!subteam^${id}>` : `<@${id}>` };
}

/** The parts that there are, with something between them. */
export const joined = (parts: readonly (Mrkdwn | undefined | false)[], between = ' · '): Mrkdwn => ({
  mrkdwn: parts.flatMap((it) => (it ? [it.mrkdwn] : [])).join(between),
});

/** Text that Slack shows as it is, for labels of buttons and fields of forms. */
export const plain = (text: string, length: number): { type: 'plain_text'; text: string; emoji: false } => ({
  ...{ type: 'plain_text', emoji: false },
  text: seen(text, length),
});

const usual = 200;
const longestAddress = 1500;

function markupOf(value: Value): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return value.mrkdwn;
  return value === '' ? '' : prose(value).mrkdwn;
}

/** What a reader may see of a text, and never nothing: an empty code span is two stray marks. */
function seen(text: string, length: number): string {
  // What is shown is a small part of the beginning; a secret that begins there ends there.
  const visible = clean(redactSecrets(text.slice(0, length * 8 + 400))).trim();
  return within(visible === '' ? '(empty)' : visible, length);
}

const clean = (text: string): string => showControls(withoutInvisible(onOneLine(text)));

/** At most so many units as Slack counts them, cut between characters that people see: one of these can be a hundred. */
function within(text: string, length: number): string {
  let short = clip(text, length);
  for (let most = length; short.length > length && most > 1; short = clip(text, most)) {
    most = Math.min(most - 1, Math.floor((most * length) / short.length));
  }
  return short.length > length ? '…' : short;
}
