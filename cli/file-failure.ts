import { ShoalwatchError } from '#model';

/** What the operating system means by its codes. */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'permission is denied',
  EPERM: 'the operating system does not permit it',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file is in the way',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
};

/** A refusal of the operating system about a path, in words; undefined for any other error. */
export function fileFailure(error: unknown): ShoalwatchError | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('path' in error)) return undefined;
  const reason = reasons[String(error.code)];
  if (reason === undefined) return undefined;
  return new ShoalwatchError('usage', `${String(error.path)} cannot be used: ${reason}`, {
    cure: 'name another path, or mend this one',
    cause: error,
  });
}
