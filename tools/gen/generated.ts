/** A file that is derived from metadata: its path from the root, and its text. */
export interface Generated {
  readonly path: string;
  readonly text: string;
}
