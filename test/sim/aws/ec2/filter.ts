import type { Filter, Tag } from '@aws-sdk/client-ec2';
import { AwsError } from '../operation.ts';

type Value = string | number | boolean | Date | undefined;

/** What each filter name looks at. A name that is not here is refused, as EC2 does. */
export type Filterable<T> = Readonly<Record<string, (item: T) => Value | readonly Value[]>>;

/**
 * The items that match every filter (any value of each). `*` and `?` are wildcards, a backslash takes their meaning
 * away. `tags` makes `tag:<key>` and `tag-key` work.
 */
export function filtered<T>(
  items: readonly T[],
  filters: readonly Filter[] | undefined,
  names: Filterable<T>,
  tags?: (item: T) => readonly Tag[] | undefined,
): readonly T[] {
  if (filters === undefined || filters.length === 0) return items;
  if (filters.reduce((sum, filter) => sum + (filter.Values ?? []).length, 0) > 200) {
    throw new AwsError('FilterLimitExceeded', 'The maximum number of filter values specified on a single call is 200');
  }
  const tests = filters.map((filter) => test(filter, names, tags));
  return items.filter((item) => tests.every((matches) => matches(item)));
}

function test<T>(
  { Name: name, Values: values }: Filter,
  names: Filterable<T>,
  tags: ((item: T) => readonly Tag[] | undefined) | undefined,
): (item: T) => boolean {
  if (name === undefined) throw new AwsError('MissingParameter', 'The filter name must be specified');
  if (values === undefined || values.length === 0) {
    throw new AwsError('InvalidParameterValue', `The filter '${name}' has no values`);
  }
  const look = looker(name, names, tags);
  const patterns = values.map(pattern);
  return (item) => look(item).some((value) => value !== undefined && patterns.some((each) => each(written(value))));
}

function looker<T>(
  name: string,
  names: Filterable<T>,
  tags: ((item: T) => readonly Tag[] | undefined) | undefined,
): (item: T) => readonly Value[] {
  if (tags !== undefined && name === 'tag-key') return (item) => (tags(item) ?? []).map((tag) => tag.Key);
  if (tags !== undefined && name.startsWith('tag:')) {
    return (item) => (tags(item) ?? []).filter((tag) => tag.Key === name.slice(4)).map((tag) => tag.Value);
  }
  const look = Object.hasOwn(names, name) ? names[name] : undefined;
  if (look === undefined) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  return (item) => {
    const seen = look(item);
    return isList(seen) ? seen : [seen];
  };
}

function pattern(value: string): (seen: string) => boolean {
  if (!/[*?\\]/.test(value)) return (seen) => seen === value;
  const source = value.replace(
    /\\(.)|([*?])|([\^$.|+()[\]{}])/g,
    (_, quoted?: string, wild?: string, special?: string) => {
      if (wild !== undefined) return wild === '*' ? '.*' : '.';
      return `\\${quoted ?? special ?? ''}`;
    },
  );
  const expression = new RegExp(`^${source}$`, 's');
  return (seen) => expression.test(seen);
}

function written(value: NonNullable<Value>): string {
  return value instanceof Date ? value.toISOString() : String(value);
}

function isList(value: Value | readonly Value[]): value is readonly Value[] {
  return Array.isArray(value);
}
