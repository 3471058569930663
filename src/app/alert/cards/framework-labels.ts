import { compareText } from '#lib/text';
import type { Finding, Framework } from '#model';
import type { Ground } from '../desk.ts';

type Labels = ReadonlyMap<
  string,
  readonly { readonly label: string; readonly targets: readonly string[] | undefined }[]
>;

const made = new WeakMap<readonly Framework[], Labels>();

/** The framework requirements that a finding's rule answers, as `CIS EKS 1.8 5.4.1`. */
export function frameworkLabels({ desk }: Ground, { rule, resource }: Finding): readonly string[] {
  let labels = made.get(desk.frameworks);
  if (!labels) made.set(desk.frameworks, (labels = labelsOf(desk.frameworks)));
  const speaks = (labels.get(rule) ?? []).filter(
    ({ targets }) => targets?.some((it) => resource.target.startsWith(it)) ?? true,
  );
  return speaks.map(({ label }) => label).sort(compareText);
}

function labelsOf(frameworks: readonly Framework[]): Labels {
  const lines = frameworks
    .filter(({ related }) => !related)
    .flatMap(({ id, requirements, targets }) =>
      requirements.flatMap((it) =>
        'manual' in it ? [] : it.rules.map((rule) => ({ rule, label: `${nameOf(id)} ${it.id}`, targets })),
      ),
    );
  return Map.groupBy(lines, ({ rule }) => rule);
}

/** `cis-eks-1.8` as `CIS EKS 1.8`. */
const nameOf = (id: string): string =>
  id
    .split('-')
    .map((part) => (part.length <= 4 ? part.toUpperCase() : part))
    .join(' ');
