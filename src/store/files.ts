/** Bodies by path: a folder on a laptop, S3 in the cloud. What is written stays as it was written. */
export interface Files {
  get(path: string): Promise<string | undefined>;
  /** Writes a body once: where the path exists already, it stays. True when it was written. */
  put(path: string, body: string): Promise<boolean>;
}
