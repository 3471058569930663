import type { Gap, GapReason, Reading, Resource, Snapshot, Target, Type } from '#model';

/** An expected failure of a read, in the product's words. */
export interface Failure {
  readonly reason: GapReason;
  readonly detail: string;
  /** Where it is not the name of the refused call. */
  readonly permission?: string;
}

/** Which read is made: the call, and the types that its answer holds. */
export interface Read {
  readonly api: string;
  readonly types: readonly Type[];
}

/** Where a collector writes down what it read from one target, and what it could not. */
export interface Sheet {
  readonly target: Target;
  add<N extends string, C>(
    type: Type<N, C>,
    resource: { readonly id: string; readonly name: string; readonly created?: string | undefined; readonly config: C },
  ): void;
  /** Makes a listing: its types are complete when the work ends, and a gap when it fails. */
  list(read: Read, work: () => Promise<void>): Promise<void>;
  /** Reads one address: a failure is a gap on it, and the others are still read. */
  one(read: Read & { readonly address: string }, work: () => Promise<void>): Promise<void>;
  reading(): Reading;
}

/** Opens the sheet of a target. `failureOf` puts a provider's errors into the product's words. */
export function sheetOf(
  target: Target,
  startedAt: Snapshot['startedAt'],
  failureOf: (error: unknown) => Failure,
): Sheet {
  const resources: Resource[] = [];
  const complete = new Set<string>();
  const gaps: Gap[] = [];

  const attempt = async ({ api, types }: Read, address: string | undefined, work: () => Promise<void>) => {
    try {
      await work();
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') throw error;
      const { reason, detail, permission = api } = failureOf(error);
      const names = types.map(({ name }) => name);
      const where = address === undefined ? {} : { resource: address };
      const cure = reason === 'denied' ? { permission } : {};
      gaps.push({ target: target.id, api, reason, ...cure, ...where, types: names, detail });
      return false;
    }
  };

  return {
    target,
    add: (type, { id, name, created, config }) => {
      resources.push({ type: type.name, id, name, target: target.id, ...(created && { created }), config });
    },
    async list(read, work) {
      const done = await attempt(read, undefined, work);
      if (done) for (const { name } of read.types) complete.add(name);
    },
    async one({ address, ...read }, work) {
      await attempt(read, address, work);
    },
    reading: () => ({ target, startedAt, resources, complete: [...complete].sort(), gaps }),
  };
}
