import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Page } from '../operation.ts';
import { filtered, type Filterable } from './filter.ts';

/** How one kind of EC2 object is described. */
export interface Selection<T> {
  /** The member of the request that names ids, for messages. */
  readonly idOf: (item: T) => string | undefined;
  readonly prefix: string;
  /** The code for an id that does not exist; one with the wrong form gets the same with `.Malformed`. */
  readonly notFound: string;
  readonly names: Filterable<T>;
  readonly tags?: (item: T) => readonly Tag[] | undefined;
  /** Smallest and largest page that the API takes. */
  readonly pages: readonly [number, number];
  /** What a call without a page size gets. */
  readonly unpaged: number;
  /** Ids and a page size in the same request are refused. */
  readonly idsExcludePages?: true;
}

export interface SelectRequest {
  readonly ids: readonly string[] | undefined;
  readonly filters: readonly Filter[] | undefined;
  readonly maxResults: number | undefined;
  readonly nextToken: string | undefined;
}

/** The items that were asked for, by id, then by filter, then by page. */
export function select<T>(items: readonly T[], request: SelectRequest, selection: Selection<T>, call: Call): Page<T> {
  const { ids, maxResults, nextToken } = request;
  if (selection.idsExcludePages === true && ids !== undefined && ids.length > 0 && maxResults !== undefined) {
    throw new AwsError('InvalidParameterCombination', 'The parameter maxResults cannot be used with ids');
  }
  const size = pageSize(maxResults, selection.pages, selection.unpaged);
  const named = byId(items, ids, selection);
  return call.paginate(filtered(named, request.filters, selection.names, selection.tags), nextToken, size);
}

/** Throws InvalidParameterValue for a page size that the API does not take. */
export function pageSize(asked: number | undefined, [least, most]: readonly [number, number], unpaged: number): number {
  if (asked === undefined) return unpaged;
  if (!Number.isInteger(asked) || asked < least || asked > most) {
    const message = `Value ( ${String(asked)} ) for parameter maxResults is invalid. Expecting a value between ${String(least)} and ${String(most)}.`;
    throw new AwsError('InvalidParameterValue', message);
  }
  return asked;
}

export function byId<T>(
  items: readonly T[],
  ids: readonly string[] | undefined,
  { idOf, prefix, notFound }: Pick<Selection<T>, 'idOf' | 'prefix' | 'notFound'>,
): readonly T[] {
  if (ids === undefined || ids.length === 0) return items;
  const wanted = new Set(ids);
  for (const id of wanted) {
    if (!id.startsWith(`${prefix}-`)) {
      throw new AwsError(
        notFound.replace('.NotFound', '.Malformed'),
        `Invalid id: "${id}" (expecting "${prefix}-...")`,
      );
    }
  }
  const found = items.filter((item) => wanted.has(idOf(item) ?? ''));
  const there = new Set(found.map(idOf));
  const missing = [...wanted].filter((id) => !there.has(id));
  if (missing.length > 0) throw new AwsError(notFound, `The ids '${missing.join(', ')}' do not exist`);
  return found;
}
