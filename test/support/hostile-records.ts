const deep = (levels: number): unknown => {
  let value: unknown = 'end';
  for (let i = 0; i < levels; i += 1) value = { value };
  return value;
};

const polluted: unknown = JSON.parse('{"__proto__": {"polluted": true}}');

/** Values that no provider writes. */
const values: readonly unknown[] = [
  ...[null, true, -1, 1e400, '', [], {}, [[[]]]],
  ...['__proto__', 'constructor', 'toString', '../..', '/', '\u0000', '\ud800', 'a'.repeat(1_000_000)],
  ...[polluted, deep(20_000), Array.from({ length: 10_000 }, () => ({}))],
];

/** Each record with each of its fields, at any depth, taken away or replaced by values that no provider writes. */
export const hostile = (records: readonly object[]): readonly unknown[] => records.flatMap((it) => variants(it));

function variants(record: object): readonly unknown[] {
  return Object.entries(record).flatMap(([key, value]) => {
    const { [key]: _gone, ...rest } = Object.fromEntries(Object.entries(record));
    const replaced = values.map((other) => ({ ...rest, [key]: other }));
    const inner = isPlain(value) ? variants(value).map((other) => ({ ...rest, [key]: other })) : [];
    return [rest, ...replaced, ...inner];
  });
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
