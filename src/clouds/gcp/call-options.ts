/**
 * How calls over gRPC are made. The gate gives up sooner and repeats; the timeout only lets go of a call that nobody
 * waits for. Made anew for each call, since the clients write into them.
 */
export const callOptions = () => ({ timeout: 60_000, retry: null });
