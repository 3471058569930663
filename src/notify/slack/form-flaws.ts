import { entriesIn, readValueName, type ValueKind } from '#engine/plan/plan-value-name';
import { parseBlock } from '#lib/address-text';
import { leastReason } from './forms.ts';
import type { FormIntent } from './intent.ts';

/** What is wrong with a form, by the block that it is said beside. Slack keeps the form open and shows it there. */
export type FormFlaws = Readonly<Record<string, string>>;

/**
 * Looks at what was written into a form, as far as the form itself tells: who may send it, and what it is about, is asked
 * where it is worked on. Nothing is looked up, since Slack waits for three seconds.
 */
export function flawsOf({ form, values }: FormIntent, now: number): FormFlaws | undefined {
  const found = Object.entries(flawsIn[form](values, now)).flatMap(([name, flaw]) =>
    flaw === undefined ? [] : [[name, flaw] as const],
  );
  return found.length === 0 ? undefined : Object.fromEntries(found);
}

type Values = FormIntent['values'];
type Look = (values: Values, now: number) => Readonly<Record<string, string | undefined>>;

const explained = (text = ''): string | undefined =>
  text.trim().length < leastReason
    ? `Say it in at least ${leastReason} characters: somebody reads it in months.`
    : undefined;

const flawsIn: Readonly<Record<FormIntent['form'], Look>> = {
  'accept-risk': ({ reason, until }, now) => ({ reason: explained(reason), until: endFlaw(until, now) }),
  assign: ({ assignee }) => ({ assignee: assignee === undefined ? 'Choose a person.' : undefined }),
  wrong: ({ why }) => ({ why: explained(why) }),
  'change-waiver': ({ why }) => ({ why: explained(why) }),
  'fix-all': (values) => ({
    'findings-1': Object.values(values).every((it) => it === '') ? 'Choose at least one.' : undefined,
  }),
  'edit-fix': (values) =>
    Object.fromEntries(
      Object.entries(values).map(([name, text]) => {
        const kind = readValueName(name)?.kind;
        return [name, kind === undefined ? undefined : valueFlaw[kind](text)];
      }),
    ),
};

function endFlaw(until: string | undefined, now: number): string | undefined {
  const time = /^\d{4}-\d\d-\d\d$/.test(until ?? '') ? Date.parse(until ?? '') : NaN;
  if (Number.isNaN(time)) return 'Pick the day on which it ends.';
  return time <= now ? 'Pick a day that is yet to come.' : undefined;
}

const firstBad = (text: string, isGood: (entry: string) => boolean, what: string): string | undefined => {
  const bad = entriesIn(text).find((it) => !isGood(it));
  return bad === undefined ? undefined : `"${bad.slice(0, 60)}" is no ${what}.`;
};

const isWhole = (text: string): boolean => /^\d{1,15}$/.test(text);

const valueFlaw: Readonly<Record<ValueKind, (text: string) => string | undefined>> = {
  addresses: (text) => firstBad(text, isNetwork, 'network such as 203.0.113.0/24'),
  names: () => undefined,
  numbers: (text) => firstBad(text, isWhole, 'whole number'),
  number: (text) => (isWhole(text.trim()) ? undefined : 'It is a whole number.'),
  switch: (text) => (text === 'true' || text === 'false' ? undefined : 'It is true or false.'),
  text: () => undefined,
};

const isNetwork = (text: string): boolean => text.includes('/') && parseBlock(text) !== undefined;
