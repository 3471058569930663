const megabyte = 1024 * 1024;

/** Bills made to use up time or memory, as a file that is imported; `bills` keeps those that are accepted. */
export const billBombs = [
  bomb('100 MB', 'large.json', () => wrapped('{"type":"library","name":"a"},', 100 * megabyte)),
  bomb('a million tiny packages', 'tiny.json', () => wrapped('{"name":"a"},', 13_000_000)),
  bomb('40 MB of packages with long names', 'names.json', () =>
    wrapped(`{"name":"${'n'.repeat(900)}"},`, 40 * megabyte),
  ),
  bomb('nested 100,000 deep', 'deep.json', () => [
    '{"bomFormat":"CycloneDX","components":',
    ...repeated('[{"name":"a","components":', 50_000),
    '[]',
    ...repeated('}]', 50_000),
    '}',
  ]),
  bomb('nested 190 deep', 'nested.json', () => [
    '{"bomFormat":"CycloneDX","components":',
    ...repeated('[{"name":"a","components":', 94),
    '[]',
    ...repeated('}]', 94),
    '}',
  ]),
  bomb('100,000 flaws of 100,000 packages', 'flaws.json', flaws),
  bomb('a flaw with a million aliases', 'aliases.json', () => [
    '{"bomFormat":"CycloneDX","vulnerabilities":[{"id":"CVE-1","references":[',
    ...repeated('{"id":"GHSA-1"},', 1_000_000),
    '{}]}]}',
  ]),
  bomb('100,000 packages that are kept', 'many.json', () => packages(100_000)),
  bomb('XML nested 100,000 deep', 'deep.xml', () => [xmlHead, ...repeated('<a>', 100_000)]),
  bomb('XML entities that unfold', 'laughs.xml', () => [
    '<!DOCTYPE bom [<!ENTITY a0 "lol">',
    ...Array.from({ length: 12 }, (_, i) => `<!ENTITY a${i + 1} "${`&a${i};`.repeat(9)}">`),
    `]>${xmlHead}&a12;</bom>`,
  ]),
  bomb('two million XML elements', 'many.xml', () => [xmlHead, ...repeated('<a/>', 2_000_000), '</bom>']),
  bomb('45 MB of XML text', 'text.xml', () => [xmlHead, ...repeated('x'.repeat(1000), 45 * 1024), '</bom>']),
  bomb('45 MB of tags and values', 'tags.spdx', () => [
    'SPDXVersion: SPDX-2.3\n',
    ...repeated('PackageName: a\n', 3 * megabyte),
  ]),
  bomb('one line of 45 MB of tags and values', 'line.spdx', () => [
    'SPDXVersion: SPDX-2.3\nPackageName: ',
    ...repeated('<text> ', 6 * megabyte),
  ]),
];

const xmlHead = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">';

function bomb(name: string, file: string, parts: () => Iterable<string>) {
  return { name: `bill: ${name}`, file: `bill-${file}`, through: 'bills' as const, parts };
}

function* wrapped(part: string, bytes: number): Generator<string> {
  yield '{"bomFormat":"CycloneDX","components":[';
  yield* repeated(part, Math.floor(bytes / part.length));
  yield '{"name":"last"}]}';
}

function* packages(count: number): Generator<string> {
  yield '{"bomFormat":"CycloneDX","components":[';
  for (let i = 1; i < count; i += 1) yield `{"name":"p${i}","version":"1.${i}"},`;
  yield '{"name":"last"}]}';
}

/** Each flaw affects everything: what is written once would be kept ten billion times. */
function* flaws(): Generator<string> {
  yield '{"bomFormat":"CycloneDX","vulnerabilities":[';
  for (let i = 0; i < 1000; i += 1) {
    const affects = Array.from({ length: 1000 }, (_, at) => `{"ref":"r${at}"}`).join(',');
    yield `{"id":"CVE-${i}","affects":[${affects}]},`;
  }
  yield '{"id":"CVE-last"}]}';
}

function* repeated(part: string, times: number): Generator<string> {
  for (let at = 0; at < times; at += 1) yield part;
}
