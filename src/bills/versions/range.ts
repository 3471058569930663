import { ShoalwatchError } from '#model';
import { longestVersion } from '../limits.ts';

/** What a version must be to a limit. */
export type Operator = '<' | '<=' | '>' | '>=' | '=';

export interface Comparator {
  readonly operator: Operator;
  readonly limit: string;
}

/** Alternatives, each of which is whatever meets all of its comparators; one without any is met by every version. */
export type Range = readonly (readonly Comparator[])[];

const most = 100;

/**
 * A range of versions as policies write it: `<2.17.1`, `>=1.0 <1.4.2`, `=1.2.3` or just `1.2.3`, parted by spaces or
 * commas where all must hold, by `||` where one must, and `*` for every version. Throws with the place of what is wrong.
 */
export function parseRange(text: string): Range {
  const parts = text.split('||', most + 1);
  if (parts.length > most) throw mistake(text, 0, `more than ${most} alternatives`);
  let from = 0;
  return parts.map((part) => {
    const at = from;
    from += part.length + 2;
    return comparatorsOf(part, at, text);
  });
}

function comparatorsOf(part: string, from: number, whole: string): readonly Comparator[] {
  const found: Comparator[] = [];
  let isAny = false;
  for (const { 0: word, 1: operator = '=', 2: behind, 3: bare, index } of part.matchAll(words)) {
    const limit = behind ?? bare ?? '';
    const at = from + index;
    if (limit === '') throw mistake(whole, at, `"${word.trim()}" has no version behind it`);
    if (limit.length > longestVersion) throw mistake(whole, at, `a version of more than ${longestVersion} characters`);
    if (word === '*') isAny = true;
    else if (!/^[A-Za-z0-9]/.test(limit) || /[*<>=|]/.test(limit)) {
      throw mistake(whole, at, `"${word.slice(0, 40)}" is neither a version behind <, <=, >, >= or = nor *`);
    } else found.push({ operator: operatorOf(operator), limit });
    if (found.length > most) throw mistake(whole, at, `more than ${most} limits`);
  }
  if (found.length === 0 && !isAny) throw mistake(whole, from, 'nothing stands there');
  return found;
}

/** An operator and its version, between which spaces may stand, or whatever else stands alone. */
const words = /(<=|>=|==|<|>|=)\s*([^\s,]*)|([^\s,]+)/g;

const operatorOf = (text: string): Operator => {
  if (text === '<' || text === '<=' || text === '>' || text === '>=') return text;
  return '=';
};

const mistake = (text: string, at: number, why: string): ShoalwatchError =>
  new ShoalwatchError('config', `the version range "${text.slice(0, 100)}" is wrong at character ${at + 1}: ${why}`, {
    cure: 'write it like <2.17.1, or >=1.0 <1.4.2, or =1.2.3 || =1.2.4, or *',
  });
