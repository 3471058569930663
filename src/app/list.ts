import { z } from 'zod';
import { typesOn, type AnyRule } from '#engine/any-rule';
import { customControl, type Control, type Framework, type Provider, type Scope } from '#model';

/** What `list rules --json` says of a rule. */
export interface ListedRule {
  readonly id: string;
  readonly title: string;
  readonly provider: string;
  readonly on: readonly string[];
  readonly severity: string;
  readonly grades: readonly string[];
  readonly category: string;
  readonly control: string;
  readonly aliases: readonly string[];
  readonly peers: readonly string[];
  readonly params: unknown;
  readonly remediation: { readonly impact: string; readonly reversible: boolean; readonly applies: boolean } | null;
}

/**
 * Describes the rules: those that ship, and those that a policy brings along, in the category `custom`. A remediation without
 * actions is words for a person.
 */
export function listRules(
  rules: readonly AnyRule[],
  providers: Readonly<Record<string, string>>,
  controls: readonly Control[],
): readonly ListedRule[] {
  const categories = new Map([...controls, customControl].map(({ id, category }) => [id, category]));
  return rules.map((rule) => ({
    id: rule.id,
    title: rule.title,
    provider: providers[rule.id] ?? platformOf(rule),
    on: typesOn(rule).map(({ name }) => name),
    severity: rule.severity,
    grades: rule.grades ?? [],
    category: categories.get(rule.control) ?? '',
    control: rule.control,
    aliases: rule.aliases ?? [],
    peers: rule.peers ?? [],
    params: paramsOf(rule),
    remediation: remediationOf(rule),
  }));
}

function remediationOf({ remediation }: AnyRule): ListedRule['remediation'] {
  if (!remediation) return null;
  const { impact, reversible, actions } = remediation;
  return { impact, reversible, applies: actions.length > 0 };
}

/** The platform of what a rule judges. */
const platformOf = (rule: AnyRule): string =>
  typesOn(rule)
    .slice(0, 1)
    .map(({ scope }) => platforms[scope])
    .join('');

const platforms: Readonly<Record<Scope, Provider>> = {
  'aws-global': 'aws',
  'aws-region': 'aws',
  'azure-subscription': 'azure',
  'gcp-project': 'gcp',
  cluster: 'kubernetes',
};

/** The parameters of a rule as JSON Schema properties, each with its default. */
export const paramsOf = (rule: AnyRule): unknown =>
  z.toJSONSchema(rule.params ?? z.object({}), { io: 'input', unrepresentable: 'any' }).properties ?? {};

/** What `list frameworks --json` says: each requirement with its rules, and who links them. */
export const listFrameworks = (frameworks: readonly Framework[]): readonly object[] =>
  frameworks.map(({ id, title, edition, related, sources, requirements }) => ({
    ...{ id, title, edition, related, sources },
    requirements: requirements.map((requirement) =>
      'manual' in requirement ? { id: requirement.id, rules: [], manual: requirement.manual } : requirement,
    ),
  }));
