import { ShoalwatchError } from '#model';

/** Bodies by path: a folder on a laptop, S3 in the cloud. What is written stays as it was written. */
export interface Files {
  get(path: string): Promise<string | undefined>;
  /** Writes a body once: where the path exists already, it stays. True when it was written. */
  put(path: string, body: string): Promise<boolean>;
  /** Whether a path exists, as `get` would find it. */
  has(path: string): Promise<boolean>;
}

/** A file that is there. */
export interface Listed {
  readonly path: string;
  /** When it was written, in milliseconds since 1970. */
  readonly writtenAt: number;
}

/** The same files for the one who takes away what nothing names any more: nobody else may list them, or remove one. */
export interface PrunedFiles extends Files {
  /** All files below a folder, page by page; none where there is no such folder. */
  list(folder: string): AsyncGenerator<readonly Listed[]>;
  /** Takes files away. One that is not there is none to take away. */
  remove(paths: readonly string[]): Promise<void>;
}

/** S3 takes 1,024 bytes; this leaves room for a prefix. */
const longest = 900;

/** The path itself. Throws a defect where a folder and S3 would not take it alike: it may lead nowhere else. */
export function checkedPath(path: string): string {
  const wrong = path.split('/').some((step) => step === '' || step === '.' || step === '..');
  if (wrong || path.includes('\0') || !path.isWellFormed() || Buffer.byteLength(path) > longest)
    throw new ShoalwatchError('defect', `${path.slice(0, 200)} is no path of a file in the store`);
  return path;
}
