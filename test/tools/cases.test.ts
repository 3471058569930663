import { expect, it } from 'vitest';
import { casesOf } from '../../tools/gen/cases.ts';

const files: Readonly<Record<string, string>> = {
  'test/rules/a.test.ts': `
    import { far } from '../support/far.ts';
    import { made, type Other } from './a.made.ts';
    import elsewhere from '#elsewhere';
    const own = made({ on: 1 });
    const near = { fail: { 'next to the table': {} } } as const;
    testRule(rule, {
      pass: { 'a sentence': {}, word: {}, ...far.pass },
      fail: { ...near.fail, ...own.fail, ...elsewhere.fail, ...missing.fail },
      unknown: own.unknown,
      notApplicable: far.notApplicable,
    });`,
  'test/rules/a.made.ts': `
    import { far } from '../support/far.ts';
    export type Other = string;
    export function made(one) { const it = { no: 'case' }; return { fail: { 'of a function': it, ...far.fail }, unknown: {} } as const; }`,
  'test/support/far.ts': `
    const inner = () => ({ fail: { 'over two modules': {} } });
    const parts = inner();
    export const far = { pass: { 'from afar': {} }, fail: { ...parts.fail }, notApplicable: { 'no matter': {} } } satisfies Cases;`,
};
const read = (path: string): string => files[path] ?? '';

it('names the cases of a table and of what it takes in, wherever that stands', () => {
  expect(casesOf('test/rules/a.test.ts', read)).toEqual([
    { verdict: 'pass', names: ['a sentence', 'word', 'from afar'] },
    { verdict: 'fail', names: ['next to the table', 'of a function', 'over two modules'] },
    { verdict: 'unknown', names: [] },
    { verdict: 'not applicable', names: ['no matter'] },
  ]);
});

it('names none where there is no table', () => {
  expect(casesOf('test/support/far.ts', read)).toEqual([]);
});
