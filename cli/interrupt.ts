/** Before a run has begun, and after it has ended, there is nothing to show: the command just ends. */
const endAtOnce = (): void => {
  process.stderr.write('exit 130: interrupted, nothing was read\n');
  process.exit(130);
};

let stop = endAtOnce;

/** Lets Ctrl-C end the process with its last line from the first moment on. */
export const listen = (): void => void process.on('SIGINT', () => stop());

const partial = '\n  stopping: what was read so far is shown; Ctrl-C again ends at once\n';

/** From now on Ctrl-C stops a run gently, and at the second press at once; until `release`. */
export function interrupt(says = partial): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  stop = () => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write(says);
    controller.abort();
  };
  return { signal: controller.signal, release: () => void (stop = endAtOnce) };
}

/** From now on Ctrl-C ends the command at once and says what goes on elsewhere without it; until `release`. */
export function leaving(why: string): { release(): void } {
  stop = () => {
    process.stderr.write(`\nexit 130: ${why}\n`);
    process.exit(130);
  };
  return { release: () => void (stop = endAtOnce) };
}
