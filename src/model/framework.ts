/** One numbered line of a benchmark: the rules that answer it, or why only a person can. */
type Line =
  { readonly id: string; readonly rules: readonly string[] } | { readonly id: string; readonly manual: string };

/** Who says that rules and requirements belong together; all links of the edition where it names no rules. */
export interface LinkSource {
  readonly source: string;
  readonly rules?: readonly string[];
}

/** One edition of a benchmark. Numbers and our own words only: benchmark texts are under copyright. */
interface Edition<L> {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  /** Its links are read as related to, not satisfying: it has no met / not met page. */
  readonly related: boolean;
  readonly sources: readonly LinkSource[];
  /** What the ids of the targets begin with that it speaks about; all targets where absent. */
  readonly targets?: readonly string[];
  readonly requirements: readonly L[];
}

/** An edition of related links as its sources give it: each rule with its requirements, parted by blanks. */
interface RelatedEdition {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly links: readonly { readonly source: string; readonly rules: Readonly<Record<string, string>> }[];
}

/** A line with the rules that ship apart from those that are still to come. */
export type Requirement =
  | { readonly id: string; readonly rules: readonly string[]; readonly planned?: readonly string[] }
  | { readonly id: string; readonly manual: string };

/** An edition as the rules that ship answer it. */
export type Framework = Edition<Requirement>;

/** The provider-neutral objective that rules of several clouds serve. */
export interface Control {
  readonly id: string;
  readonly category: string;
  readonly title: string;
}

/** Declares a framework edition: each line with the ids of all rules that answer it, shipped or still to come. */
export const defineFramework = (edition: Edition<Line>): Edition<Line> => edition;

/** Declares an edition of related links, and turns them round: each requirement, in numeric order, with its rules. */
export function defineRelated({ links, ...edition }: RelatedEdition): Edition<Line> {
  const pairs = links
    .flatMap(({ rules }) => Object.entries(rules))
    .flatMap(([rule, numbers]) =>
      numbers
        .split(/\s+/)
        .filter(Boolean)
        .map((id) => ({ id, rule })),
    );
  const byNumber = new Intl.Collator('en', { numeric: true });
  const requirements = [...Map.groupBy(pairs, ({ id }) => id)]
    .map(([id, own]) => ({ id, rules: own.map(({ rule }) => rule) }))
    .sort((a, b) => byNumber.compare(a.id, b.id));
  const sources = links.map(({ source, rules }) => ({ source, rules: Object.keys(rules) }));
  return { ...edition, related: true, sources, requirements };
}

/** Tells the rules of an edition that ship from those that are planned. */
export const frameworkOf = ({ requirements, ...edition }: Edition<Line>, shipped: ReadonlySet<string>): Framework => ({
  ...edition,
  requirements: requirements.map((line) => {
    if ('manual' in line) return line;
    const planned = line.rules.filter((id) => !shipped.has(id));
    return {
      id: line.id,
      rules: line.rules.filter((id) => shipped.has(id)),
      ...(planned.length > 0 && { planned }),
    };
  }),
});
