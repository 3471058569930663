import { type Json, type JsonObject, objectAt, parseObject, textAt } from '../json.ts';

/** Rows by the names of the tables that they lie in. A row has `TimeGenerated`, as ISO text, and `_ResourceId`. */
export type Tables = Readonly<Record<string, readonly JsonObject[]>>;

interface Table {
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly Json[])[];
}

interface Refusal {
  readonly code: string;
  readonly message: string;
}

/** The commands that are known here, as they are written, and what the records have to be like for each. */
const shapes: Readonly<Record<string, (row: JsonObject) => JsonObject>> = {
  'extend record = parse_json(log_s) | extend user = record.user, addresses = record.sourceIPs': (row) => {
    const record = parseObject(textAt(row, 'log_s') ?? '') ?? {};
    return { ...row, user: record['user'], addresses: record['sourceIPs'] };
  },
  'extend user = User, addresses = SourceIps': (row) => ({ ...row, user: row['User'], addresses: row['SourceIps'] }),
};

const rest = [
  'extend who = tostring(user.username), address = tostring(addresses[-1])',
  'where isnotempty(who) and who != "system:anonymous" and isnotempty(address)',
  'summarize arg_max(TimeGenerated, who), first = min(TimeGenerated), nodes = countif(who startswith "system:node:") by address',
  'project address, who, first, last = TimeGenerated, nodes',
];

/** Runs a query as far as callers are asked for; one that is not known throws. */
export function answerOf(
  text: string,
  tables: Tables,
  { from, to }: { readonly from: number; readonly to: number },
): { readonly table: Table } | { readonly refused: Refusal } {
  const [name = '', ...commands] = text.split(' | ');
  const held = tables[name];
  if (!held) {
    const message = `'where' operator: Failed to resolve table or column expression named '${name}'`;
    return { refused: { code: 'SEM0100', message } };
  }
  const asked = commands.join(' | ');
  const resource = /^where _ResourceId =~ "([^"]+)" \| /.exec(asked)?.[1] ?? unknown(text);
  const category = /\| where Category == "([^"]+)" \| /.exec(asked)?.[1];
  const shape = Object.entries(shapes).find(([command]) => asked.includes(`| ${command} | `))?.[1] ?? unknown(text);
  const tail = `${rest.join(' | ')} | top `;
  const most = asked.includes(tail)
    ? /^(\d+) by last desc$/.exec(asked.slice(asked.indexOf(tail) + tail.length))
    : null;
  const rows = held
    .filter((it) => textAt(it, '_ResourceId')?.toLowerCase() === resource.toLowerCase())
    .filter((it) => category === undefined || it['Category'] === category)
    .filter((it) => timeOf(it) >= from && timeOf(it) <= to)
    .map(shape);
  return { table: summed(rows, Number(most?.[1] ?? unknown(text))) };
}

function summed(rows: readonly JsonObject[], most: number): Table {
  const named = rows.flatMap((row) => {
    const who = textAt(objectAt(row['user']), 'username') ?? '';
    const { addresses } = row;
    const address = Array.isArray(addresses) ? String(addresses.at(-1) ?? '') : '';
    return who === '' || who === 'system:anonymous' || address === '' ? [] : [{ who, address, at: timeOf(row) }];
  });
  const groups = [...Map.groupBy(named, ({ address }) => address)].map(([address, of]) => {
    const byTime = of.toSorted((a, b) => a.at - b.at);
    const [first, last] = [byTime[0], byTime.at(-1)];
    const nodes = of.filter(({ who }) => who.startsWith('system:node:')).length;
    return { address, who: last?.who ?? '', first: first?.at ?? 0, last: last?.at ?? 0, nodes };
  });
  return {
    name: 'PrimaryResult',
    columns: [
      { name: 'address', type: 'string' },
      { name: 'who', type: 'string' },
      { name: 'first', type: 'datetime' },
      { name: 'last', type: 'datetime' },
      { name: 'nodes', type: 'long' },
    ],
    rows: groups
      .toSorted((a, b) => b.last - a.last)
      .slice(0, most)
      .map(({ address, who, first, last, nodes }) => [address, who, ticksOf(first), ticksOf(last), nodes]),
  };
}

/** With the seven digits that the service writes. */
const ticksOf = (time: number): string => new Date(time).toISOString().replace(/\.(\d{3})Z$/, '.$10000Z');

const timeOf = (row: JsonObject): number => Date.parse(textAt(row, 'TimeGenerated') ?? '');

function unknown(text: string): never {
  throw new Error(`unknown query: ${text}`);
}
