/** Expressions made to use up time or memory, as the custom rule of a config; `custom` asks those that are accepted. */
export const customBombs = [
  bomb('three loops in each other', 'config.a.all(x, config.a.all(y, config.a.all(z, x + y + z >= 0)))'),
  bomb('signs without end', `${'!'.repeat(100_000)}true`),
  bomb('1,900 signs', `${'-'.repeat(1900)}1 == 1`),
  bomb('brackets without end', `${'('.repeat(100_000)}true${')'.repeat(100_000)}`),
  bomb('lists 900 deep', `${'['.repeat(900)}${']'.repeat(900)} == []`),
  bomb('600 terms in a row', `true${' || 1'.repeat(390)}`),
  bomb('a pattern that unfolds', 'config.text.matches("((a{0,30}){0,30}){0,1}b")'),
  bomb('two loops over 1,000 entries', 'config.list.all(x, config.list.all(y, x + y >= 0))'),
  bomb('loops of errors', 'config.list.all(x, config.list.exists(y, x.no || y.no) || true)'),
  bomb('a pattern that takes for ever elsewhere', 'config.text.matches("^(([a-z]+)+)+$")'),
  bomb('a text of 100 MB', doubling('"aaaaaaaaaa"', 24, 'size(s24) > 0')),
  bomb('lists of lists that double', doubling('[1]', 24, 's24 == s24 + [1]')),
  bomb('texts of a loop joined', 'config.list.map(x, config.list.map(y, config.text).join()).join() == ""'),
  bomb('a text sought in a text', 'config.list.all(x, config.text.contains(config.text.substring(1) + "b"))'),
  bomb(
    'equal things that unfold',
    `cel.bind(a, [config, config], cel.bind(b, [a, a], ${'b == b && '.repeat(80)}true))`,
  ),
];

function bomb(name: string, passWhen: string) {
  const rule = { id: 'custom-bomb', on: 'k8s.pod', severity: 'low', title: 'It is no bomb', passWhen };
  const text = `version: 1\npolicy: {custom: [${JSON.stringify(rule)}]}\n`;
  return {
    name: `custom rule: ${name}`,
    file: `custom-${name.replaceAll(/\W+/g, '-')}.yaml`,
    through: 'custom' as const,
    parts: (): Iterable<string> => [text],
  };
}

function doubling(first: string, times: number, last: string): string {
  const binds = Array.from({ length: times }, (_, i) => `cel.bind(s${i + 1}, s${i} + s${i}, `);
  return `cel.bind(s0, ${first}, ${binds.join('')}${last}${')'.repeat(times + 1)}`;
}
