import type { Gap, Reading, Resource, Touched } from '#model';

/** What was read again of a target after a change. */
export interface Reread {
  readonly reading: Reading;
  readonly asked: readonly Touched[];
  /** Addresses whose own read answered that they do not exist. */
  readonly gone: ReadonlySet<string>;
}

/**
 * A reading with what was read again in it. What was asked for and could not be read is unread from now on: what stood
 * there before the change says nothing any more.
 */
export function refreshed(old: Reading, { reading, asked, gone }: Reread): Reading {
  const gaps = reading.gaps.filter(({ resource }) => resource === undefined || !gone.has(resource));
  const unlisted = new Set(gaps.flatMap(({ resource, types }) => (resource === undefined ? types : [])));
  const listed = new Set(reading.complete);
  const answered = new Set([
    ...reading.resources.map(keyOf),
    ...gaps.flatMap(({ resource, types }) => types.map((type) => keyOf({ type, id: resource ?? '' }))),
  ]);
  const silent = asked.filter(
    (it) => !listed.has(it.type) && !unlisted.has(it.type) && !isAnswered(it, answered, gone),
  );
  const isOld = (it: Resource): boolean =>
    !listed.has(it.type) && !unlisted.has(it.type) && !answered.has(keyOf(it)) && !gone.has(it.id);
  const kept = old.resources.filter((it) => isOld(it) && !silent.some((one) => isAbout(one, it)));
  const isCured = ({ resource, types }: Gap): boolean =>
    types.every((type) =>
      resource === undefined ? listed.has(type) : listed.has(type) || answered.has(keyOf({ type, id: resource })),
    ) ||
    (resource !== undefined && gone.has(resource));
  const complete = new Set([...old.complete, ...listed]);
  return {
    target: reading.target.scopes.length > 0 ? reading.target : old.target,
    startedAt: old.startedAt,
    resources: [...kept, ...reading.resources],
    complete: [...complete].filter((type) => !unlisted.has(type) && !silent.some((it) => it.type === type && !it.id)),
    gaps: [...old.gaps.filter((gap) => !isCured(gap)), ...gaps, ...silent.map(unanswered)],
  };
}

const keyOf = ({ type, id }: { readonly type: string; readonly id: string }): string => `${type}\n${id}`;

const isAnswered = ({ type, id }: Touched, answered: ReadonlySet<string>, gone: ReadonlySet<string>): boolean =>
  id !== undefined && (answered.has(keyOf({ type, id })) || gone.has(id));

const isAbout = ({ type, id }: Touched, it: Resource): boolean =>
  it.type === type && (id === undefined || it.id === id);

/** A read that says nothing of what it was asked for must not leave what stood before. */
const unanswered = ({ target, type, id }: Touched): Gap => ({
  ...{ target, api: type, reason: 'malformed', types: [type] },
  ...(id !== undefined && { resource: id }),
  detail: `A read after a change said nothing of ${id ?? `the ${type} objects of the target`}.`,
});
