/** What an API server writes into the metadata of every object that it stores. */
interface Written {
  readonly metadata?: {
    readonly uid?: unknown;
    readonly resourceVersion?: unknown;
    readonly creationTimestamp?: unknown;
  };
}

/**
 * Whether a cluster answered with the object, so that what its controllers write, its status above all, is theirs. In a
 * manifest whoever wrote it says so, and the API drops it.
 */
export const isStored = ({ metadata }: Written): boolean =>
  [metadata?.uid, metadata?.resourceVersion, metadata?.creationTimestamp].every((it) => Boolean(it));
