/** One numbered line of a benchmark: rules that answer it, or why only a person can. */
export type Requirement<R extends string = string> =
  | { readonly id: string; readonly rules: readonly R[]; readonly planned?: readonly string[] }
  | { readonly id: string; readonly manual: string };

/** One edition of a benchmark. Numbers and our own words only: benchmark texts are under copyright. */
export interface Framework<R extends string = string> {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  /** Its links are read as related to, not satisfying: it has no met / not met page. */
  readonly related: boolean;
  readonly requirements: readonly Requirement<R>[];
}

/** The provider-neutral objective that rules of several clouds serve. */
export interface Control {
  readonly id: string;
  readonly category: string;
  readonly title: string;
}

/** Declares a framework edition. */
export const defineFramework = <R extends string>(framework: Framework<R>): Framework<R> => framework;
