import { customRule } from '#engine/custom/custom-rule';
import { typesOf } from '#engine/ruleset';
import { ShoalwatchError, type CustomRule, type Resource } from '#model';
import { rules } from '#rules/catalog.gen';
import { generateKubernetesEstate } from '../../sim/kubernetes/generate.ts';
import type { Seeded } from '../../sim/seeded.ts';
import { noNeighbours } from '../../support/no-neighbours.ts';
import { mutateText, mutateValue } from './mutate.ts';
import type { Subject } from './subject.ts';

const types = typesOf(rules);

const seeds = [
  'has(config.metadata.labels) && has(config.metadata.labels.team)',
  'config.spec.containers.all(c, c.image.matches("^registry[.]example/[a-z]+:") && size(c.name) > 1)',
  'config.spec.containers.exists(c, c.ports.exists_one(p, p.containerPort + 1 == 8081))',
  'config.metadata.labels.map(k, config.metadata.labels[k]).filter(v, v in ["a", "b"]) == []',
  'cel.bind(all, config, all.spec.containers[0].image.split(":").join("/").contains("x"))',
  'type == "k8s.pod" && (name.startsWith("shop/") || id.endsWith("web") ? target != "" : 1 < 2)',
  'int("7") + 3 * -2 >= 1 && double(3) / 2.0 < 1.6 && string(true) == "true" && dyn(1) == 1.0',
];

/** Expressions with bytes changed and expressions grown from the grammar, over configurations with values changed. */
export function customSubjects(): readonly Subject[] {
  const { objects } = generateKubernetesEstate({ seed: 3, provider: 'eks', namespaces: 1 });
  const subject = (name: string, expression: (random: Seeded) => string): Subject => ({
    name,
    make(random) {
      const passWhen = expression(random);
      const object = random.pick(objects);
      const config = random.chance(0.4) ? object : mutateValue(mutateValue(object, random), random);
      const on = random.pick(['k8s.workload', 'k8s.pod', 'eks.cluster']);
      return () => judge({ id: 'custom-fuzzed', on, severity: 'low', title: 'It is right', passWhen }, config);
    },
  });
  return [
    subject('custom rule: bytes', (random) =>
      random.chance(0.3) ? random.pick(seeds) : mutateText(random.pick(seeds), random),
    ),
    subject('custom rule: grammar', (random) => grow(random, random.integer(1, 5), ['config'])),
  ];
}

function judge(definition: CustomRule, config: unknown): void {
  const rule = ruleOf(definition);
  if (!rule) return;
  const it: Resource = {
    type: 'k8s.pod',
    id: 'c/core/v1/namespaces/shop/pods/web',
    name: 'shop/web',
    target: 'k8s:c',
    config,
  };
  const once = JSON.stringify(rule.evaluate(it, noNeighbours));
  const { verdict } = JSON.parse(once) as { readonly verdict?: unknown };
  if (!['pass', 'fail', 'unknown', 'not-applicable'].includes(String(verdict))) throw new Error(`it answers ${once}`);
  if (JSON.stringify(rule.evaluate(it, noNeighbours)) !== once)
    throw new Error('it answers something else the second time');
}

function ruleOf(definition: CustomRule) {
  try {
    return customRule(definition, types);
  } catch (error) {
    if (error instanceof ShoalwatchError && error.code === 'config') return undefined;
    throw error;
  }
}

/** What a grown expression is meant to be; now and then another is put in its place. */
type Kind = 'bool' | 'number' | 'text' | 'list' | 'any';

/** An expression of the grammar; `known` are the names that it may use. */
function grow(random: Seeded, depth: number, known: readonly string[], kind: Kind = 'bool'): string {
  const meant = random.chance(0.02) ? random.pick(kinds) : kind;
  const inner = (one: Kind): string => grow(random, depth - 1, known, one);
  if (depth === 0) return random.chance(0.5) ? path(random, known) : random.pick(literals[meant]);
  const loop = (names: readonly string[], body: Kind): string => looped(random, depth, known, names, body);
  const bind = (): string => {
    const name = `v${known.length}`;
    return `cel.bind(${name}, ${inner('any')}, ${grow(random, depth - 1, [...known, name], meant)})`;
  };
  const choice = (): string => `(${inner('bool')} ? ${inner(meant)} : ${inner(meant)})`;
  const ways: Readonly<Record<Kind, readonly (() => string)[]>> = {
    bool: [
      () => `(${inner('bool')} ${random.pick(['&&', '||'])} ${inner('bool')})`,
      () => `!(${inner('bool')})`,
      () => `${inner('number')} ${random.pick(['<', '<=', '>', '>='])} ${inner('number')}`,
      () => `${inner('any')} ${random.pick(['==', '!='])} ${inner('any')}`,
      () => `${inner('any')} in ${inner('list')}`,
      () => `${inner('text')}.${random.pick(['contains', 'startsWith', 'endsWith'])}(${inner('text')})`,
      () => `${inner('text')}.matches(${random.pick(patterns)})`,
      () => `has(${random.pick(known)}.${random.pick(members)})`,
      () => loop(['all', 'exists', 'exists_one'], 'bool'),
      () => loop(['all', 'exists', 'exists_one'], 'bool'),
    ],
    number: [
      () => `(${inner('number')} ${random.pick(['+', '-', '*', '/', '%'])} ${inner('number')})`,
      () => `size(${inner(random.pick(['text', 'list']))})`,
      () => `int(${inner('text')})`,
      () => `${inner('text')}.indexOf(${inner('text')})`,
    ],
    text: [
      () => `(${inner('text')} + ${inner('text')})`,
      () => `string(${inner('number')})`,
      () => `${inner('text')}.${random.pick(['lowerAscii()', 'trim()', 'substring(1)', 'upperAscii()'])}`,
      () => `${inner('list')}.join(${inner('text')})`,
    ],
    list: [
      () => `[${inner('any')}, ${inner('any')}]`,
      () => `(${inner('list')} + ${inner('list')})`,
      () => `${inner('text')}.split(${inner('text')})`,
      () => loop(['filter'], 'bool'),
      () => loop(['map'], 'any'),
    ],
    any: kinds.slice(0, 4).map((one) => () => grow(random, depth, known, one)),
  };
  return random.pick([...ways[meant], ...ways[meant], bind, choice])();
}

function looped(random: Seeded, depth: number, known: readonly string[], names: readonly string[], body: Kind): string {
  const name = `v${known.length}`;
  const over = random.chance(0.7) ? path(random, known) : grow(random, depth - 1, known, 'list');
  return `${over}.${random.pick(names)}(${name}, ${grow(random, depth - 1, [...known, name], body)})`;
}

/** A member that objects have, or any. */
function path(random: Seeded, known: readonly string[]): string {
  const name = random.pick(known);
  if (name === 'config' && random.chance(0.8)) return `config.${random.pick(paths)}`;
  const steps = Array.from({ length: random.integer(0, 2) }, () => `.${random.pick(members)}`);
  return name + steps.join('');
}

const kinds: readonly Kind[] = ['bool', 'number', 'text', 'list', 'any'];
const paths = ['metadata', 'metadata.name', 'metadata.labels', 'spec', 'spec.containers', 'spec.template', 'kind'];
const members = ['metadata', 'labels', 'spec', 'containers', 'image', 'name', 'ports', 'replicas', 'status'];
const patterns = ['"a"', '"^(a+)+$"', '"[a-z]*(web|shop)"', '"(x|y)*z{1,40}"', '"("', 'name'];
const literals: Readonly<Record<Kind, readonly string[]>> = {
  bool: ['true', 'false', 'name == "web"'],
  number: ['1', '-7', '0', '1.5', '9223372036854775807', '1e300', '2u'],
  text: ['"a"', '"web"', 'name', 'id', 'type', '""'],
  list: ['[]', '[1, 2, 3]', '["a", "b"]'],
  any: ['null', '{}', 'b"x"', '{"a": 1}', 'int', '1'],
};
