import { describe, expect, it } from 'vitest';
import { ask, evidenceOf, saidOf } from './custom-asking.ts';

const config = {
  count: 3,
  share: 0.5,
  huge: 1e300,
  open: true,
  note: null,
  words: ['a', 'b'],
  ports: [80, 443],
  labels: { team: 'payments', constructor: 'x', 'app.kubernetes.io/name': 'shop' },
  rules: [
    { port: 22, from: ['10.0.0.0/8'] },
    { port: 443, from: ['0.0.0.0/0', '::/0'] },
  ],
  status: { phase: 'Running', heartbeat: 'now' },
};

describe('an expression over a stored configuration', () => {
  it.each([
    ['whole numbers are integers', 'config.count + 1 == 4 && config.count / 2 == 1 && config.count % 2 == 1'],
    ['numbers compare whatever they are', 'config.count > 2.5 && config.share < 1 && config.count == 3.0'],
    ['other numbers are doubles', 'config.share + 1.5 == 2.0 && type(config.share) == double'],
    ['a number that no integer holds is a double', 'config.huge > 1.0 && type(config.huge) == double'],
    [
      'lists and maps of it are those of CEL',
      '443 in config.ports && "team" in config.labels && size(config.rules) == 2',
    ],
    ['lists are equal by their entries', 'config.ports == [80, 443] && config.ports.map(it, it + 1) == [81, 444]'],
    ['null is a value', 'has(config.note) && config.note == null'],
    ['keys of somebody else mean nothing', 'config.labels.constructor == "x" && !has(config.labels.toString)'],
    ['a key that is no name is asked for in brackets', 'config.labels["app.kubernetes.io/name"] == "shop"'],
    ['it knows where it is', 'id == "arn:thing/1" && name == "shop/one" && target.startsWith("aws:1")'],
    ['it knows its type', 'type == "shop.thing"'],
    ['two loops stand in each other', 'config.rules.all(it, it.from.exists(from, from != ""))'],
    ['each loop', 'config.rules.exists_one(r, r.port == 22) && config.rules.filter(r, r.port > 22).size() == 1'],
    ['texts', '"A,b".lowerAscii().split(",").join("-") == "a-b" && " x ".trim().substring(0, 1) == "x"'],
    ['patterns match anywhere in a text', 'config.labels.team.matches("^pay") && config.labels.team.matches("men")'],
    ['what is bound', 'cel.bind(rules, config.rules, size(rules) == 2)'],
    ['an error beside what decides', 'config.count == 3 || config.nothing == 1'],
    ['constants of types', 'type(config.count) == int && type(config.labels) == map'],
  ])('passes: %s', (_, passWhen) => {
    expect(saidOf(passWhen, config)).toBe('pass');
  });

  it.each([
    ['a pattern that matches nowhere', 'config.labels.team.matches("^men")'],
    ['one of a list', 'config.rules.all(it, it.port != 443)'],
    ['a field that is not there, asked with has', 'has(config.nothing)'],
  ])('fails: %s', (_, passWhen) => {
    expect(saidOf(passWhen, config)).toBe('fail');
  });

  it.each([
    ['config.nothing == 1', 'config.nothing is not there; ask first with has(config.nothing).'],
    ['has(config.nothing.inner)', 'config.nothing is not there; ask first with has(config.nothing).'],
    ['config.ports[7] == 80', 'config.ports[7] is not there; ask first with "in" or size.'],
    ['config.labels["x"] == "y"', 'config.labels["x"] is not there; ask first with "in" or size.'],
    ['config.rules.all(it, it.name == "x")', 'it.name is not there; ask first with has(it.name).'],
    ['config.count + config.labels.team == 1', 'no such overload: int + string, in config.count + config.labels.team.'],
    ['config.count + 1.5 > 1.0', 'no such overload: int + double, in config.count + 1.5.'],
    [
      'config.count.matches("a")',
      `found no matching overload for 'int.matches(string)', in config.count.matches("a").`,
    ],
    ['config.count', 'it is a whole number and not true or false.'],
    ['config.labels.team', 'it is a text and not true or false.'],
    ['config.rules', 'it is a list and not true or false.'],
    ['config.labels', 'it is a map and not true or false.'],
    ['config.note', 'it is null and not true or false.'],
    ['config.share', 'it is a number and not true or false.'],
    [
      'config.labels.all(key, config.labels)',
      "all(var, predicate) predicate must return bool, got 'map<string, string>', in config.labels.",
    ],
  ])('is unknown, and says why: %s', (passWhen, why) => {
    expect(saidOf(passWhen, config)).toBe(why);
    expect(ask(passWhen, config)).toMatchObject({ verdict: 'unknown', reason: 'rule-error' });
  });

  it.each([
    ['a list', ['x']],
    ['a text', 'x'],
    ['a whole number', 7],
    ['true or false', true],
    ['null', null],
  ])('has() that asks %s for a field is unknown', (kind, a) => {
    expect(saidOf('!has(config.a.b)', { a })).toBe(`config.a is ${kind}, and has asks for a field of a map.`);
    expect(saidOf('!has(config.x.a.b)', { x: { a } })).toBe(
      `config.x.a is ${kind}, and has asks for a field of a map.`,
    );
    expect(saidOf('[config.a].exists(it, !has(it.b))', { a })).toBe(
      `it is ${kind}, and has asks for a field of a map.`,
    );
  });
  it('has() that asks a map for a field is answered', () => {
    expect(saidOf('!has(config.a.b)', { a: {} })).toBe('pass');
    expect(saidOf('cel.bind(made, {"a": {}}, !has(made.a.b) && has(made.a))', {})).toBe('pass');
    expect(saidOf('has(config.a.b) || config.open', { a: ['x'], open: true })).toBe('pass');
  });
  it('reads what stands beside fields that change by themselves', () => {
    expect(saidOf('config.status.phase == "Running"', config)).toBe('pass');
    expect(saidOf('has(config.status) && "phase" in config.status && "status" in config', config)).toBe('pass');
  });
  it.each([[null], ['text'], [7], [[1]]])('over %j, which is no map, is unknown', (odd) => {
    expect(saidOf('has(config.a)', odd)).toBe('its configuration is no map.');
  });
  it('answers the same each time, whatever was asked before', () => {
    const answers = [1, 2, 3].map(() => ask('config.rules.all(it, it.port < 100)', config));
    expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
  });
});

describe('the evidence of a fail', () => {
  it('is what stands where the expression reads', () => {
    expect(evidenceOf('config.count > 5 && config.rules[1].port == 22 || config.open == false', config)).toEqual([
      {
        at: 'count',
        actual: 3,
        expected: 'config.count > 5 && config.rules[1].port == 22 || config.open == false',
      },
      { at: 'rules[1].port', actual: 443 },
      { at: 'open', actual: true },
    ]);
  });
  it('is what should hold it where nothing stands, or where a key is no name', () => {
    expect(evidenceOf('has(config.status.ready)', { status: { phase: 'x' } })).toEqual([
      { at: 'status', actual: { phase: 'x' }, expected: 'has(config.status.ready)' },
    ]);
    expect(evidenceOf('config.labels["a.b/c"] == "x"', { labels: { 'a.b/c': 'y' } })).toMatchObject([
      { at: 'labels', actual: { 'a.b/c': 'y' } },
    ]);
  });
  it('holds nothing that changes by itself', () => {
    const at = (heartbeat: string) => ({ etag: heartbeat, status: { heartbeat, phase: 'x' } });
    const [missing, whole] = ['has(config.status.ready)', 'name == "x"'].map((passWhen) =>
      ['now', 'then'].map((heartbeat) => evidenceOf(passWhen, at(heartbeat))),
    );
    expect(missing?.[0]).toMatchObject([{ at: 'status', actual: { phase: 'x' } }]);
    expect(whole?.[0]).toMatchObject([{ at: '', actual: { status: { phase: 'x' } } }]);
    expect([missing?.[1], whole?.[1]]).toEqual([missing?.[0], whole?.[0]]);
  });
  it('is the whole where nothing more can be said', () => {
    const at = { at: '', actual: { a: 1 } };
    expect(evidenceOf('has(config.b)', { a: 1 })).toMatchObject([at]);
    expect(evidenceOf('name == "x"', { a: 1 })).toMatchObject([at]);
    expect(evidenceOf('has(config.b) || config.a == 2', { a: 1 })).toMatchObject([{ at: 'a', actual: 1 }]);
  });
  it('is short, however much stands there', () => {
    const full = {
      list: Array(300).fill('abc'),
      map: Object.fromEntries(Array.from({ length: 300 }, (_, i) => [`k${i}`, 'abc'])),
      text: 'a'.repeat(1000),
    };
    const found = evidenceOf('config.list == [] || config.map == {} || config.text == ""', full);
    expect(found.map(({ actual }) => actual)).toEqual([
      'a list of 300',
      'a map of 300 keys',
      expect.stringMatching(/^a{300,400}/),
    ]);
    expect(JSON.stringify(found).length).toBeLessThan(800);
  });
  it('names eight places at the most', () => {
    const names = Array.from('abcdefghijkl');
    const many = Object.fromEntries(names.map((name) => [name, 1]));
    expect(evidenceOf(names.map((name) => `config.${name} == 2`).join(' && '), many)).toHaveLength(8);
  });
});
