import { parseAddressList } from '#lib/address-list';
import { covers } from '#lib/addresses';
import type { SimReply } from '../json-server.ts';
import { type JsonObject, objectAt, parseObject, textAt } from '../json.ts';
import { cutPage, firstPage, pageMark, pageStart } from '../page-token.ts';
import { disabled, invalid, notFound } from './refuse.ts';
import type { GcpCall } from './routes.ts';

/**
 * Answers `entries.list` for one project, over the entries that it holds. A filter is lines that all have to hold, each of
 * them one of the forms that are known here; another one is refused, as is one that is too long.
 */
export function listEntries({ store, request, fault }: GcpCall): SimReply {
  const question = parseObject(request.body) ?? {};
  const [name = '', ...others] = listOf(question['resourceNames']);
  const project = store.projects.get(name.replace(/^projects\//, ''))?.estate;
  if (others.length > 0) return invalid('resourceNames', others.join(' '));
  if (!project) return notFound(name);
  if (project.disabledServices.includes('logging')) return disabled('logging', project.projectNumber);
  const filter = textAt(question, 'filter') ?? '';
  if (filter.length > 20_000) return invalid('filter', `${filter.length} characters`);
  const tests = filter.split('\n').map(testOf);
  const unknown = tests.find((it) => typeof it === 'string');
  if (unknown !== undefined) return invalid('filter', unknown);
  const matching = (project.entries ?? [])
    .filter((it) => tests.every((test) => typeof test !== 'string' && test(it)))
    .toSorted((a, b) => (textAt(a, 'timestamp') ?? '').localeCompare(textAt(b, 'timestamp') ?? ''));
  const sorted = textAt(question, 'orderBy') === 'timestamp desc' ? matching.toReversed() : matching;
  const start = startOf(textAt(question, 'pageToken'), filter);
  if (!start) return invalid('pageToken', textAt(question, 'pageToken') ?? '');
  const size = Math.min(Number(question['pageSize'] ?? 50), 1000);
  const { items, next } = cutPage(sorted, start, size, fault);
  const nextPageToken = next && Buffer.from(JSON.stringify([filter, pageMark(next)])).toString('base64url');
  return {
    status: 200,
    body: { ...(items.length > 0 && { entries: items }), ...(nextPageToken && { nextPageToken }) },
  };
}

/** A token leads on in the search that gave it, and in no other. */
function startOf(token: string | undefined, filter: string) {
  if (token === undefined) return firstPage;
  const [asked, mark] = listOf(JSON.parse(Buffer.from(token, 'base64url').toString()));
  return asked === filter ? pageStart(mark ?? '') : undefined;
}

type Test = (entry: JsonObject) => boolean;

/** The text of a line that is not known. */
function testOf(line: string): Test | string {
  const not = /^NOT (.+)$/.exec(line)?.[1];
  if (not !== undefined) {
    const test = testOf(not);
    return typeof test === 'string' ? test : (entry) => !test(entry);
  }
  // Not the list of values of one field, which stands behind a sign.
  const any = /^\((.+)\)$/.exec(line)?.[1]?.split(' OR ').map(testOf);
  if (any) {
    const unknown = any.find((it) => typeof it === 'string');
    return unknown ?? ((entry) => any.some((test) => typeof test !== 'string' && test(entry)));
  }
  return atomOf(line);
}

function atomOf(line: string): Test | string {
  const [, log] = /^log_id\("([^"]+)"\)$/.exec(line) ?? [];
  if (log !== undefined) return (it) => textAt(it, 'logName')?.endsWith(`/logs/${encodeURIComponent(log)}`) === true;
  const [, inner, network] = /^ip_in_net\(([\w.]+), "([^"]+)"\)$/.exec(line) ?? [];
  if (inner !== undefined && network !== undefined) {
    const { set } = parseAddressList([network]);
    return (it) => {
      const own = parseAddressList([valueAt(it, inner) ?? '-']);
      return own.others.length === 0 && covers(set, own.set);
    };
  }
  const [, field, sign, rest] = /^([\w.]+)(:|=~|>=|=)(.+)$/.exec(line) ?? [];
  if (field === undefined || rest === undefined) return line;
  if (sign === ':') return rest === '*' ? (it) => valueAt(it, field) !== undefined : line;
  const values = rest
    .replace(/^\((.+)\)$/, '$1')
    .split(' OR ')
    .map(textOf);
  const [value, ...more] = values;
  if (value === undefined || values.includes(undefined) || (sign !== '=' && more.length > 0)) return line;
  if (sign === '=~') return (it) => new RegExp(value).test(valueAt(it, field) ?? '');
  if (sign === '>=') return (it) => (valueAt(it, field) ?? '') >= value;
  return (it) => values.some((one) => one?.toLowerCase() === valueAt(it, field)?.toLowerCase());
}

const textOf = (quoted: string): string | undefined => /^"([^"]*)"$/.exec(quoted)?.[1];

function valueAt(entry: JsonObject, field: string): string | undefined {
  const path = field.split('.');
  return textAt(objectAt(entry, ...path.slice(0, -1)), path.at(-1) ?? '');
}

const listOf = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : []);
