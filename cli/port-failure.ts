import { ShoalwatchError } from '#model';

/** What the operating system means by its codes. */
const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'another process listens there',
  EACCES: 'permission is denied',
};

/** A port of this machine that cannot be listened on, in words; undefined for any other error. */
export function portFailure(error: unknown): ShoalwatchError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('port' in error)) return undefined;
  const reason = 'syscall' in error && error.syscall === 'listen' ? reasons[String(error.code)] : undefined;
  if (reason === undefined) return undefined;
  return new ShoalwatchError('usage', `port ${String(error.port)} cannot be used: ${reason}`, {
    cure: 'name another with --port or --slack-port; 0 takes any that is free',
    cause: error,
  });
}
