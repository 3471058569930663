/**
 * For how long a client waits for a connection and for a whole answer, in milliseconds. Without it a call waits for a service that
 * takes a connection and never answers until the function comes to its end of time; and unless it is asked to throw, the client of
 * the SDK says so in the log and goes on waiting.
 */
export const givingUp = ({ connect, answer }: { readonly connect: number; readonly answer: number }) => ({
  requestHandler: { connectionTimeout: connect, requestTimeout: answer, throwOnRequestTimeout: true },
});

/** For calls that nobody waits for with a watch in hand: a queue, a bus, a topic or a state machine takes milliseconds. */
export const usualPatience = givingUp({ connect: 3_000, answer: 10_000 });
