import type { Gap, Reading, Resource, Touched } from '#model';
import { isAddressOf } from './touched.ts';

/** What was read again of a target after a change. */
export interface Reread {
  readonly reading: Reading;
  readonly asked: readonly Touched[];
  /** Addresses whose own read answered that they do not exist. */
  readonly gone: ReadonlySet<string>;
  /** All of the target was read. */
  readonly whole?: true;
}

/**
 * A reading with what was read again in it. Whatever was asked for stands as it was read now, or not at all: what stood
 * there before the change says nothing any more.
 */
export function refreshed(old: Reading, { reading, asked, gone, whole }: Reread): Reading {
  if (whole) return reading;
  const gaps = reading.gaps.filter(({ resource }) => resource === undefined || !gone.has(resource));
  const unlisted = new Set(gaps.flatMap(({ resource, types }) => (resource === undefined ? types : [])));
  const listed = new Set(reading.complete);
  for (const { type, id } of asked) if (id === undefined && !listed.has(type)) unlisted.add(type);
  const read = new Set(reading.resources.map(keyOf));
  const named = [
    ...asked.flatMap(({ type, id }) => (id === undefined ? [] : [{ type, id }])),
    ...gaps.flatMap(({ resource, types }) =>
      resource === undefined ? [] : types.map((type) => ({ type, id: resource })),
    ),
  ];
  const isAnew = ({ type, id }: Pick<Resource, 'type' | 'id'>): boolean =>
    listed.has(type) || read.has(keyOf({ type, id })) || named.some((it) => it.type === type && isAddressOf(it.id, id));
  const isGone = (id: string): boolean => [...gone].some((address) => isAddressOf(address, id));
  const stays = (it: Resource): boolean => !isAnew(it) && !unlisted.has(it.type) && !isGone(it.id);
  const isMended = ({ resource, types }: Gap): boolean =>
    resource === undefined
      ? types.every((type) => listed.has(type))
      : isGone(resource) || types.every((type) => isAnew({ type, id: resource }));
  const silent = [...unlisted].filter((type) => !gaps.some((gap) => gap.types.includes(type)));
  return {
    target: reading.target.scopes.length > 0 ? reading.target : old.target,
    startedAt: old.startedAt,
    resources: [...old.resources.filter(stays), ...reading.resources],
    complete: [...new Set([...old.complete, ...listed])].filter((type) => !unlisted.has(type)),
    gaps: [
      ...old.gaps.filter((gap) => !isMended(gap)),
      ...gaps,
      ...silent.map((type) => unanswered(reading.target.id, type)),
    ],
  };
}

const keyOf = ({ type, id }: Pick<Resource, 'type' | 'id'>): string => `${type}\n${id}`;

/** A listing that was asked for and is neither whole nor a gap must not pass for one. */
const unanswered = (target: string, type: string): Gap => ({
  ...{ target, api: type, reason: 'malformed', types: [type] },
  detail: `A read after a change said nothing of the ${type} objects of the target.`,
});
