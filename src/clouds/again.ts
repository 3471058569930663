import type { Gap, Reading, Target, Touched, Type } from '#model';
import { compareText } from '#lib/text';
import type { Failure, Sheet } from './sheet.ts';

/** What of one type has to be read again in a target. */
export interface Asked {
  readonly type: Type;
  /** Addresses, each once and in order; undefined where any of the type may have changed. */
  readonly ids: readonly string[] | undefined;
}

/** Beyond so many addresses of one type its listing costs fewer calls than they do. */
const few = 3;

/** The addresses where each of them is best read by itself; undefined where the type is better listed. */
export const fewOf = ({ ids }: Asked): readonly string[] | undefined =>
  ids !== undefined && ids.length <= few ? ids : undefined;

/**
 * Each touched type of a target once. An address that another target holds is left to that one: `holderOf` says which,
 * and undefined where it can be any of its type.
 */
export function askedOf(
  types: readonly Type[],
  target: string,
  touched: readonly Touched[],
  holderOf = (type: Type, id: string): string | undefined => type.home(id),
): readonly Asked[] {
  const here = touched.filter((it) => it.target === target);
  return types.flatMap((type): readonly Asked[] => {
    const own = here
      .filter((it) => it.type === type.name)
      .map(({ id }) => ({ id, holder: id === undefined ? undefined : holderOf(type, id) }));
    if (own.some(({ holder }) => holder === undefined)) return [{ type, ids: undefined }];
    const ids = new Set(own.flatMap(({ id, holder }) => (id !== undefined && holder === target ? id : [])));
    return ids.size === 0 ? [] : [{ type, ids: [...ids].sort(compareText) }];
  });
}

/** A reading of a target of which nothing was read. */
export const nothingOf = (target: Target, startedAt: Reading['startedAt']): Reading => ({
  target,
  startedAt,
  resources: [],
  complete: [],
  gaps: [],
});

/** The reading of a target whose provider cannot be asked at all: all that was asked for is a gap. */
export function unreadOf(
  target: Target,
  startedAt: Reading['startedAt'],
  asked: readonly Asked[],
  { reason, detail, permission }: Failure,
): Reading {
  const gapOn = ({ name, reads: [api = name] }: Type, resource?: string): Gap => ({
    ...{ target: target.id, api, reason },
    ...(reason === 'denied' && { permission: permission ?? api }),
    ...(resource !== undefined && { resource }),
    ...{ types: [name], detail },
  });
  const gaps = asked.flatMap(({ type, ids }) => (ids ? ids.map((id) => gapOn(type, id)) : [gapOn(type)]));
  return { ...nothingOf(target, startedAt), gaps };
}

/** Where collectors write down what they read again. */
export interface Again {
  /** For listings that are made anew: their types are complete where they do not fail. */
  readonly whole: Sheet;
  /** For what is read of some objects only: no type is complete by it. */
  readonly part: Sheet;
  reading(): Reading;
}

/** Takes a target's sheet for a part of it. What other types are read by is not lost where a read fails: it was read before. */
export function againOn(sheet: Sheet): Again {
  const listed = new Set<string>();
  const part: Sheet = {
    ...sheet,
    list: (read, work) => sheet.list({ ...read, leads: [] }, work),
    listEach: (read, parents, work) => sheet.listEach({ ...read, leads: [] }, parents, work),
    one: (read, work) => sheet.one({ ...read, leads: [] }, work),
    each: (read, parents, work) => sheet.each({ ...read, leads: [] }, parents, work),
  };
  const note = (types: readonly Type[]): void => {
    for (const { name } of types) listed.add(name);
  };
  const whole: Sheet = {
    ...part,
    list(read, work) {
      note(read.types);
      return part.list(read, work);
    },
    listEach(read, parents, work) {
      note(read.types);
      return part.listEach(read, parents, work);
    },
    each(read, parents, work) {
      note(read.types);
      return part.each(read, parents, work);
    },
  };
  return {
    whole,
    part,
    reading() {
      const reading = sheet.reading();
      return { ...reading, complete: reading.complete.filter((name) => listed.has(name)) };
    },
  };
}
