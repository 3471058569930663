import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { limits } from '#engine/custom/custom-limits';
import { customRule, mistakeIn } from '#engine/custom/custom-rule';
import { noNeighbours as noOne } from '../../support/no-neighbours.ts';
import { refused, ruleWhere, saidBy, saidOf, thing } from './custom-asking.ts';

const definition = { id: 'custom-thing', on: 'shop.plain', severity: 'low', title: 'It is right' } as const;
const plain = { ...thing, name: 'shop.plain', volatile: [] };
const resource = (config: unknown) => ({ type: 'shop.plain', id: 'p', name: 'p', target: 't', config });
const plainRule = (passWhen: string, more: object = {}) => customRule({ ...definition, passWhen, ...more }, [plain]);

describe('up to a limit an expression is used, and beyond it is not', () => {
  it('of levels', () => {
    expect(refused(`${'!'.repeat(199)}true`)).toBeUndefined();
    expect(refused(`${'!'.repeat(200)}true`)).toBe('it is nested more than 200 levels deep');
  });
  it('of the characters of a pattern', () => {
    expect(refused(`name.matches("${'a'.repeat(limits.pattern)}")`)).toBeUndefined();
    expect(refused(`name.matches("${'a'.repeat(limits.pattern + 1)}")`)).toMatch(/longer than 500/);
  });
  it('of the size of what a pattern is made to', () => {
    const sized = (size: number): string | undefined =>
      Array.from({ length: 400 }, (_, i) => `(ab{0,50}c?){10}${'a'.repeat(i)}`)
        .flatMap((start) => [start, start.replace('50', '45')])
        .find((pattern) => RE2JS.compile(pattern).programSize() === size);
    const [last, beyond] = [sized(limits.program), sized(limits.program + 1)];
    expect([last, beyond]).not.toContain(undefined);
    expect(refused(`name.matches("${last}")`)).toBeUndefined();
    expect(refused(`name.matches("${beyond}")`)).toBe('the pattern of matches repeats too much');
  });
  it('of its own characters', () => {
    const shell = 'name == ""';
    expect(refused(`name == "${'a'.repeat(limits.characters - shell.length)}"`)).toBeUndefined();
    expect(refused(`name == "${'a'.repeat(limits.characters - shell.length + 1)}"`)).toMatch(/longer than 2000/);
  });
});

describe('what an expression writes out', () => {
  it('is no pattern where nothing is matched with it', () => {
    expect(saidOf('!config.a.contains("(")', { a: 'x' })).toBe('pass');
  });
  it('is no type where it is a text', () => {
    expect(saidOf('config.a == "type" && "type" in config', { a: 'type', type: 1 })).toBe('pass');
  });
  it('may be a name that is known, where nothing is bound by it', () => {
    expect(saidOf('size(name) == 8 && config.a.contains(name)', { a: 'a shop/one' })).toBe('pass');
  });
  it('may be a list of several kinds of values', () => {
    expect(saidOf('[1, "a"].size() == 2 && {"a": 1, "b": "c"}.size() == 2')).toBe('pass');
  });
  it('may be a map that is asked for its fields', () => {
    expect(saidOf('cel.bind(made, {"a": {"b": {"c": 1}}}, has(made.a.b.c) && !has(made.a.b.d))')).toBe('pass');
    expect(saidOf('cel.bind(made, {"a": {"b": 1}}, !has(made.a.b.c))')).toBe(
      'made.a.b is a whole number, and has asks for a field of a map.',
    );
  });
});

describe('a custom rule', () => {
  it('over a type of which nothing changes by itself may read all of it', () => {
    expect(saidOn('size(config) == 2')).toBe('pass');
    expect(saidOn('config.all(key, key < "c") && config.a == 1')).toBe('pass');
    expect(saidOn('config.a == 1 && config.b == 2')).toBe('pass');
    expect(saidOn('"c" in config')).toBe('fail');
  });
  it('reads no more than the members that it writes out', () => {
    const rule = ruleWhere('config.a == 1');
    expect(saidBy(rule, { a: 1, rest: Array<number>(60_000).fill(0) })).toBe('pass');
  });
  it('says its own words where it has some, and those of its title where it has none', () => {
    const message = (more: object): unknown => plainRule('false', more).evaluate(resource({}), noOne);
    expect(message({})).toMatchObject({ message: 'It does not meet: It is right.' });
    expect(message({ message: 'It is wrong.' })).toMatchObject({ message: 'It is wrong.' });
  });
  it('that cannot be used says where the mistake is', () => {
    expect(mistakeIn('config.a == 1', [plain])).toBeUndefined();
    expect(mistakeIn('1 + 1', [plain])).toBe(
      'the expression cannot be used: it answers int and not true or false\n    1 + 1\n    ^',
    );
    expect(mistakeIn('true || confg.a == 1', [plain])).toMatch(/\n {4}true \|\| confg\.a == 1\n {12}\^$/);
    expect(mistakeIn('true || (config.a', [plain])).toMatch(/\n {4}true \|\| \(config\.a\n {21}\^$/);
  });
});

const saidOn = (passWhen: string): string => {
  const answer = plainRule(passWhen).evaluate(resource({ a: 1, b: 2 }), noOne);
  return 'verdict' in answer ? answer.verdict : 'several';
};
