import { describe, expect, it } from 'vitest';
import { refused, ruleWhere, saidBy, saidOf } from './custom-asking.ts';

const kept = (field: string): string =>
  `config.${field} of shop.thing changes by itself, and is not kept: a custom rule cannot read it`;
const holds = (whole: string, field: string): string =>
  `${whole} of shop.thing holds ${field}, which changes by itself: read its other fields by name`;
const list = (length: number): readonly number[] => Array.from({ length }, (_, i) => i);

describe('an expression is refused before it meets a resource', () => {
  it.each([
    [
      'three loops in each other',
      'config.a.all(x, config.a.all(y, config.a.all(z, x == y)))',
      'at most 2 of all, exists, exists_one, map, filter stand in each other',
    ],
    [
      'a loop in the loops of a map',
      'config.a.map(x, config.a.filter(y, config.a.exists(z, z == y))) == []',
      'at most 2 of all, exists, exists_one, map, filter stand in each other',
    ],
    ['too long', `true ${'|| true '.repeat(300)}`, 'it is longer than 2000 characters'],
    ['too many levels of signs', `${'!'.repeat(1900)}true`, 'it is nested more than 200 levels deep'],
    [
      'too many levels of brackets',
      `${'('.repeat(900)}true${')'.repeat(900)}`,
      'it is larger than an expression may be (maxDepth 100)',
    ],
    ['too many terms in a row', `${'1+'.repeat(300)}1 == 2`, 'it is nested more than 200 levels deep'],
    [
      'the time',
      'timestamp(config.a) < timestamp("2026-01-01T00:00:00Z")',
      'timestamp is not known here: a custom rule does not know the time',
    ],
    [
      'the hour of a time',
      'config.a.getHours() > 1',
      'getHours is not known here: a custom rule does not know the time',
    ],
    ['a function that is not known', 'env("HOME") == ""', 'env is not known here'],
    ['a method with a slip', 'config.a.startWith("x")', 'startWith is not known here; did you mean startsWith?'],
    ['a name that is taken', '[1].all(config, config == 1)', 'config is taken: give what you go through another name'],
    [
      'a bound name that is taken',
      'cel.bind(name, config.a, name == 1)',
      'name is taken: give what you go through another name',
    ],
    [
      'a name that is not known',
      'confg.a == 1',
      'Unknown variable: confg; an expression knows config, id, name, target, type',
    ],
    [
      'a pattern of somebody else',
      'config.a.matches(config.b)',
      'the pattern of matches is a text that is written out, so that it can be checked here',
    ],
    [
      'a pattern that is a number',
      'config.a.matches(5)',
      'the pattern of matches is a text that is written out, so that it can be checked here',
    ],
    [
      'a pattern that is too long',
      `config.a.matches("${'a'.repeat(501)}")`,
      'the pattern of matches is longer than 500 characters',
    ],
    [
      'a pattern that unfolds',
      'config.a.matches("(a{0,100}b{0,100}){0,9}")',
      'the pattern of matches repeats too much',
    ],
    [
      'a pattern that no machine ends with',
      'config.a.matches("(a)\\\\1")',
      'the pattern of matches is no RE2 pattern: error parsing regexp: invalid escape sequence: `\\1`',
    ],
    [
      'a field that changes by itself',
      'config.etag == "x"',
      'config.etag of shop.thing changes by itself, and is not kept: a custom rule cannot read it',
    ],
    [
      'what is in such a field',
      'has(config.status.heartbeat.at)',
      'config.status.heartbeat of shop.thing changes by itself, and is not kept: a custom rule cannot read it',
    ],
    ['a key that is such a field', '!("heartbeat" in config.status)', kept('status.heartbeat')],
    ['a key at the top that is such a field', '!("etag" in config)', kept('etag')],
    ['the whole that is bound', 'cel.bind(c, config, !has(c.etag))', holds('config', 'etag')],
    [
      'a part that is bound',
      'cel.bind(s, config.status, !has(s.heartbeat))',
      holds('config.status', 'status.heartbeat'),
    ],
    ['the whole in a list', '[config].all(c, !has(c.etag))', holds('config', 'etag')],
    ['the whole in a map', '{"a": config}.a.etag == "x"', holds('config', 'etag')],
    ['either of two wholes', '(config.a ? config : config).b', holds('config', 'etag')],
    ['the keys of the whole', 'config.all(key, key != "etag")', holds('config', 'etag')],
    [
      'a key that is not written out',
      '["heartbeat"].all(key, !(key in config.status))',
      holds('config.status', 'status.heartbeat'),
    ],
    ['a step that is made', 'config["et" + "ag"] == "x"', holds('config', 'etag')],
    ['how much there is', 'size(config.status) == 1', holds('config.status', 'status.heartbeat')],
    ['bind of nobody', 'bind(x, 1, x == 1)', 'bind is not known here'],
    ['bind of something else', 'config.bind(x, 1, x == 1)', 'bind is not known here'],
    ['another thing of cel', 'cel.range(1) == []', 'range is not known here'],
    ['no answer', '1 + 1', 'it answers int and not true or false'],
    ['a text and a number', 'name == 1', 'no such overload: string == int'],
    ['no end', 'has(config.a', 'Expected ), got the end'],
  ])('%s', (_, passWhen, why) => {
    expect(refused(passWhen)).toBe(why);
  });
  it('and the place is shown below the line that it is on', () => {
    const passWhen = 'has(config.a) &&\n  size(config.a) = 1';
    const text = 'custom-thing: the expression cannot be used: Unexpected character: =';
    expect(() => ruleWhere(passWhen)).toThrow(`${text}\n      size(config.a) = 1\n                     ^`);
  });
  it('and a long line is shown around the place', () => {
    const passWhen = `${'true || '.repeat(60)}size(name) = 1 ${'|| true '.repeat(60)}`;
    expect(() => ruleWhere(passWhen)).toThrow(/\n {4}.{100}\n {54}\^$/);
  });
  it('up to the limits it is not', () => {
    expect(refused('config.a.all(x, config.a.all(y, x == y)) && config.b.all(x, x)')).toBeUndefined();
    expect(refused('config.a.map(x, x).filter(x, x).all(x, x)')).toBeUndefined();
    expect(refused('config.status.phase == "x" && config.etags == 1')).toBeUndefined();
    expect(refused(`name == "${'a'.repeat(1990)}"`)).toBeUndefined();
  });
});

describe('an evaluation ends', () => {
  const large = 'it takes more than 50000 steps.';
  it.each([
    ['two loops over 400 entries', 'config.a.all(x, config.a.all(y, x + y >= 0))', { a: list(400) }, large],
    ['a loop of errors', 'config.a.all(x, x.no || x.never)', { a: list(900) }, large],
    [
      'loops of errors that nobody needs',
      'config.a.all(x, config.a.exists(y, x.no || y.no) || true)',
      { a: list(900) },
      large,
    ],
    [
      'a list over the cap',
      'config.a.all(x, x >= 0)',
      { a: list(1001) },
      'it goes through 1001 entries, and 1000 is the most.',
    ],
    [
      'the keys of a map over the cap',
      'config.a.all(x, x != "")',
      { a: Object.fromEntries(list(1001).map((i) => [`k${i}`, i])) },
      'it goes through 1001 entries, and 1000 is the most.',
    ],
    [
      'a list over the cap that the expression made',
      '(config.a + config.a).all(x, x >= 0)',
      { a: list(600) },
      'it goes through 1200 entries, and 1000 is the most.',
    ],
    [
      'parts of a text over the cap',
      'name.split("").all(x, x != "") && config.a.split("").all(x, x != "")',
      { a: 'a'.repeat(5000) },
      'it goes through 5000 entries, and 1000 is the most.',
    ],
    ['a pattern over a long text', 'config.a.matches("^(a+)+$")', { a: 'a'.repeat(65_000) }, large],
    [
      'a text that doubles',
      doubled('s', '"aaaaaaaaaa"', 's', 20),
      {},
      'it makes or reads a text of more than 65536 characters.',
    ],
    ['lists that double', doubled('s', '[1]', 's', 20), {}, large],
    [
      'texts that are joined',
      `config.a.map(x, "${'a'.repeat(500)}").join() == ""`,
      { a: list(900) },
      'it makes or reads a text of more than 65536 characters.',
    ],
    [
      'equal things that unfold',
      'cel.bind(b, [config.a, config.a, config.a], [b, b, b] == [b, b, b])',
      { a: list(30_000) },
      large,
    ],
    [
      'a long text that is read',
      'config.a != ""',
      { a: 'a'.repeat(70_000) },
      'it makes or reads a text of more than 65536 characters.',
    ],
    [
      'a long text that is looked for',
      'config.a.contains(config.b)',
      { a: 'a'.repeat(60_000), b: 'a'.repeat(300) },
      'it looks for a text of 300 characters, and 256 is the most.',
    ],
    [
      'a configuration of too many values',
      'config.a == []',
      { a: list(50_001) },
      'its configuration is larger than a custom rule may read.',
    ],
    [
      'a configuration of too much text',
      'config.a == []',
      { a: Array(30).fill('a'.repeat(40_000)) },
      'its configuration is larger than a custom rule may read.',
    ],
    [
      'a configuration that is too deep',
      'config.a == []',
      { a: JSON.parse(`${'['.repeat(100)}${']'.repeat(100)}`) as unknown },
      'its configuration is larger than a custom rule may read.',
    ],
  ])('over %s', (_, passWhen, config, why) => {
    expect(saidOf(passWhen, config)).toBe(why);
  });

  it('with an answer up to the limits', () => {
    expect(saidOf('config.a.all(x, x >= 0)', { a: list(1000) })).toBe('pass');
    expect(saidOf('config.a.all(x, config.a.all(y, x + y >= 0))', { a: list(50) })).toBe('pass');
    expect(saidOf('config.a.matches("^(a+)+$")', { a: 'a'.repeat(20_000) })).toBe('pass');
    expect(saidOf('config.a.size() == 65536', { a: 'a'.repeat(65_536) })).toBe('pass');
    expect(saidOf('config.a.contains(config.b)', { a: 'a'.repeat(60_000), b: 'a'.repeat(256) })).toBe('pass');
    expect(saidOf('config.a == 1', { a: 1, rest: list(60_000) })).toBe('pass');
  });
  it('and an ended one takes nothing from the next', () => {
    const rule = 'config.a.all(x, config.a.all(y, x + y >= 0))';
    expect([400, 3, 400, 3].map((length) => saidOf(rule, { a: list(length) }))).toEqual([large, 'pass', large, 'pass']);
  });
  it('after as many steps the hundredth time as the first', () => {
    const rule = ruleWhere('config.a.all(x, x >= 0 && config.b.all(y, y >= x || y < x))');
    const answers = Array.from({ length: 100 }, (_, i) => saidBy(rule, { a: list(100), b: list(i) }));
    const first = answers.indexOf(large);
    expect(first).toBeGreaterThan(40);
    expect(answers.slice(first).every((it) => it === large)).toBe(true);
    const again = ruleWhere(rule.custom?.passWhen ?? '');
    expect(saidBy(again, { a: list(100), b: list(first) })).toBe(large);
    expect(saidBy(again, { a: list(100), b: list(first - 1) })).toBe('pass');
  });
});

/** `cel.bind(s1, s0 + s0, cel.bind(s2, s1 + s1, ...))`. */
function doubled(name: string, first: string, last: string, times: number): string {
  const binds = Array.from({ length: times }, (_, i) => `cel.bind(${name}${i + 1}, ${name}${i} + ${name}${i}, `);
  return `cel.bind(${name}0, ${first}, ${binds.join('')}size(${last}${times}) > 0${')'.repeat(times + 1)}`;
}
