import type { RiskQuestion } from '#model';

type PackageQuestion = Extract<RiskQuestion, { about: 'package' }>;

/**
 * The names under which a package may be kept: scanners write `group:artifact`, or the last part alone, where package
 * URLs write `group/artifact`.
 */
export function spellingsOf({ name, ecosystem }: PackageQuestion): ReadonlySet<string> {
  const whole = name.replaceAll(':', '/');
  const last = whole.slice(whole.lastIndexOf('/') + 1);
  return new Set([name, whole, whole.replaceAll('/', ':'), last, ...pythonSpellings({ name, ecosystem })]);
}

/** Past this number of separators they are taken to be all the same. */
const mostSeparators = 5;

/**
 * The spellings of a Python package, of which case and the separators `-`, `_` and `.` make no difference; none where
 * another kind of package is meant. Source: https://peps.python.org/pep-0503/#normalized-names
 */
export function pythonSpellings({
  name,
  ecosystem = 'pypi',
}: Pick<PackageQuestion, 'name' | 'ecosystem'>): readonly string[] {
  if (ecosystem !== 'pypi' || /[/:@]/.test(name)) return [];
  const [first = '', ...parts] = name.toLowerCase().split(/[-_.]+/);
  const alike = ['-', '_', '.'].map((it) => [first, ...parts].join(it));
  if (parts.length > mostSeparators) return alike;
  return parts.reduce<readonly string[]>(
    (heads, part) => heads.flatMap((it) => [`${it}-${part}`, `${it}_${part}`, `${it}.${part}`]),
    [first],
  );
}
