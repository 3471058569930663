/**
 * How many service accounts a test of `sub` lets through, widest first. What a policy variable stands for is known only
 * of a request: `unsure` can be as wide as all of them.
 */
export const widths = ['any', 'unsure', 'namespaces', 'names', 'exact', 'none'] as const;
export type Width = (typeof widths)[number];

/** The subject of every token that EKS gives to a pod begins with this: namespace, colon and name follow. */
const prefix = 'system:serviceaccount:';
/** Stands for a namespace that nobody thought of. */
const someNamespace = 'zq0zq1zq2zq3zq4zq5zq6zq';
const label = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/;
const labelPart = /^[a-z0-9-]*$/;
const name = /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
const namePart = /^[a-z0-9.-]*$/;
const wildcard = /[*?]/;
const wildcards = /[*?]+/g;
/**
 * A policy variable, but for the three that stand for a character which no subject of a pod holds.
 * Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const variable = /\$\{(?![*?$]\})/;

export const widest = (all: readonly Width[]): Width => widths.find((one) => all.includes(one)) ?? 'none';
export const narrowest = (all: readonly Width[]): Width => widths.findLast((one) => all.includes(one)) ?? 'any';

/** How many service accounts one value lets through when `*` and `?` are literal. */
export const widthOfLiteral = (value: string): Width => {
  if (variable.test(value)) return 'unsure';
  return wildcard.test(value) ? 'none' : widest([...restsOf(value)].map(widthOfRest));
};

/** How many service accounts one value lets through when `*` and `?` are wildcards. */
export const widthOfPattern = (value: string): Width =>
  variable.test(value) ? 'unsure' : widest([...restsOf(value.replace(wildcards, simplest))].map(widthOfRest));

/** What a pattern asks of `<namespace>:<name>`, for each way in which its beginning matches the prefix. */
function restsOf(pattern: string): ReadonlySet<string> {
  let places = closed(pattern, [0]);
  for (const char of prefix)
    places = closed(
      pattern,
      [...places].flatMap((at) => step(pattern, at, char)),
    );
  return new Set([...places].map((at) => pattern.slice(at)));
}

const step = (pattern: string, at: number, char: string): readonly number[] => {
  if (pattern[at] === '*') return [at];
  return pattern[at] === '?' || pattern[at] === char ? [at + 1] : [];
};

/** A star may also stand for nothing. */
function closed(pattern: string, places: readonly number[]): ReadonlySet<number> {
  const all = new Set(places);
  for (const at of all) if (pattern[at] === '*') all.add(at + 1);
  return all;
}

function widthOfRest(rest: string): Width {
  const [namespace = '', account, more] = rest.split(':');
  if (more !== undefined) return 'none';
  if (account === undefined) return wildcard.test(namespace) ? widthAcross(namespace) : 'none';
  if (!fits(account, name, namePart) || !fits(namespace, label, labelPart)) return 'none';
  if (wildcard.test(namespace)) return matches(namespace, someNamespace) ? 'any' : 'namespaces';
  return wildcard.test(account) ? 'names' : 'exact';
}

/** The width of a pattern whose wildcard stands for the colon between namespace and name as well. */
function widthAcross(rest: string): Width {
  if (!namePart.test(rest.replace(wildcards, ''))) return 'none';
  return matches(rest, `${someNamespace}:${someNamespace}`) || matches(rest, `${someNamespace}:${tailOf(rest)}`)
    ? 'any'
    : 'namespaces';
}

const tailOf = (pattern: string): string => pattern.slice(pattern.search(/[^*?]*$/));

const fits = (pattern: string, whole: RegExp, part: RegExp): boolean =>
  wildcard.test(pattern) ? part.test(pattern.replace(wildcards, '')) : whole.test(pattern);

function matches(pattern: string, text: string): boolean {
  let places = closed(pattern, [0]);
  for (const char of text)
    places = closed(
      pattern,
      [...places].flatMap((at) => step(pattern, at, char)),
    );
  return places.has(pattern.length);
}

/** A run of wildcards in its shortest form: as many characters at least as it has question marks. */
const simplest = (run: string): string => '?'.repeat(run.split('?').length - 1) + (run.includes('*') ? '*' : '');
