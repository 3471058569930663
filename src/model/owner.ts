/** Who answers for clusters and targets, and where they are told. All that a match names has to fit. */
export interface Owner {
  /** Patterns in which `*` stands for any text. */
  readonly match: { readonly cluster?: string; readonly target?: string; readonly environment?: string };
  readonly owner: string;
  readonly channel?: string;
}
