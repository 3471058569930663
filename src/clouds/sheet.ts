import { compareText } from '#lib/text';
import type { Gap, GapReason, Reading, Resource, Snapshot, Target, Type } from '#model';

/** An expected failure of a read, in the product's words. */
export interface Failure {
  readonly reason: GapReason;
  readonly detail: string;
  /** Where it is not the name of the refused call. */
  readonly permission?: string;
}

/** Which read is made. */
export interface Read {
  readonly api: string;
  /** The types that its answer holds. */
  readonly types: readonly Type[];
  /** The types that are read by what its answer names: when it fails, their listings cannot be whole either. */
  readonly leads?: readonly Type[];
}

/** Where a collector writes down what it read from one target, and what it could not. */
export interface Sheet {
  readonly target: Target;
  /** The same address of the same type again replaces what was there. */
  add<N extends string, C>(
    type: Type<N, C>,
    resource: { readonly id: string; readonly name: string; readonly created?: string | undefined; readonly config: C },
  ): void;
  /** Makes a listing: its types are complete when the work ends, and a gap when it fails. */
  list(read: Read, work: () => Promise<void>): Promise<void>;
  /**
   * Makes one listing in parts, one for each parent. Each failed part is a gap of its own, named by `about`, and the
   * others are still read; the types are complete when no part failed, also where there is no parent.
   */
  listEach<P>(
    read: Read & { readonly about: (parent: P) => string },
    parents: readonly P[],
    work: (parent: P) => Promise<void>,
  ): Promise<void>;
  /** Reads one address: a failure is a gap on it, and the others are still read. */
  one(read: Read & { readonly address: string }, work: () => Promise<void>): Promise<void>;
  /** Reads an address for each parent; the types are complete with what these gave and the gaps on the others. */
  each<P>(
    read: Read & { readonly address: (parent: P) => string },
    parents: readonly P[],
    work: (parent: P) => Promise<void>,
  ): Promise<void>;
  reading(): Reading;
}

/** Opens the sheet of a target. `failureOf` puts a provider's errors into the product's words. */
export function sheetOf(
  target: Target,
  startedAt: Snapshot['startedAt'],
  failureOf: (error: unknown) => Failure,
): Sheet {
  const resources = new Map<string, Resource>();
  const listed = new Set<string>();
  const partial = new Set<string>();
  const gaps: Gap[] = [];

  const note = (api: string, types: readonly Type[], failure: Failure, resource?: string): void => {
    const { reason, detail, permission = api } = failure;
    const names = types.map(({ name }) => name);
    const cure = reason === 'denied' ? { permission } : {};
    const where = resource === undefined ? {} : { resource };
    gaps.push({ target: target.id, api, reason, ...cure, ...where, types: names, detail });
    if (resource === undefined) for (const name of names) partial.add(name);
  };

  const attempt = async (work: () => Promise<void>): Promise<Failure | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      return failureOf(error);
    }
  };

  const one: Sheet['one'] = async ({ api, types, leads = [], address }, work) => {
    const failure = await attempt(work);
    if (!failure) return;
    note(api, types, failure, address);
    if (leads.length > 0) note(api, leads, failure);
  };

  return {
    target,
    add: (type, { id, name, created, config }) => {
      const resource = { type: type.name, id, name, target: target.id, ...(created && { created }), config };
      resources.set(`${type.name}\n${id}`, resource);
    },
    async list({ api, types, leads = [] }, work) {
      const failure = await attempt(work);
      if (failure) note(api, [...types, ...leads], failure);
      else for (const { name } of types) listed.add(name);
    },
    async listEach({ api, types, leads = [], about }, parents, work) {
      const part = async (parent: (typeof parents)[number]): Promise<void> => {
        const failure = await attempt(() => work(parent));
        if (failure) note(api, [...types, ...leads], { ...failure, detail: `${about(parent)}: ${failure.detail}` });
      };
      await Promise.all(parents.map(part));
      for (const { name } of types) listed.add(name);
    },
    one,
    async each({ address, ...read }, parents, work) {
      await Promise.all(parents.map((parent) => one({ ...read, address: address(parent) }, () => work(parent))));
      for (const { name } of read.types) listed.add(name);
    },
    reading: () => ({
      target,
      startedAt,
      resources: [...resources.values()].sort((a, b) => compareText(a.type, b.type) || compareText(a.id, b.id)),
      complete: [...listed].filter((name) => !partial.has(name)).sort(compareText),
      gaps: gaps.toSorted(
        (a, b) =>
          compareText(a.api, b.api) ||
          compareText(a.resource ?? '', b.resource ?? '') ||
          compareText(a.detail, b.detail),
      ),
    }),
  };
}
