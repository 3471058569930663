import type { Severity, Unknown, Verdict } from '#model';
import { fail, isUnread, notApplicable, pass } from '#rule';
import { allows, isFullAdmin, type Grant, type RuleAt, type RulesOf } from './facts.ts';
import type { Holder } from './holder-facts.ts';
import { isSystemNamespace } from './system-facts.ts';

/** What a rule asks of the rules of a role: each of these verbs on each of these resources of one group. */
export interface Asked {
  /** Empty for the core group. */
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/** The part of what was asked that one rule allows. */
export interface Hit {
  readonly of: RuleAt;
  readonly verbs: readonly string[];
  readonly resources: readonly string[];
  /** The objects that the rule is limited to; undefined where it is limited to none. */
  readonly names: readonly string[] | undefined;
}

/** A right that matters, as a rule found it in a grant. */
export interface Right<G extends Severity> {
  /** What its holders may do, in words. */
  readonly does: string;
  /** The rules that allow it. */
  readonly by: readonly RuleAt[];
  /** Undefined for the severity of the rule, unread where what decides was missed. */
  readonly grade: G | Unknown | undefined;
}

/**
 * What rules allow of what is asked. Names limit a rule; creation carries none, save that of an object for which a
 * subresource is created.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function hitsOf(rules: readonly RuleAt[], ...asked: readonly Asked[]): readonly Hit[] {
  return rules.flatMap((of) =>
    asked.flatMap(({ group, resources, verbs }): readonly Hit[] => {
      const names = of.rule.resourceNames?.length ? of.rule.resourceNames : undefined;
      const allowed = (verb: string, resource: string): boolean =>
        allows({ ...of.rule, resourceNames: [] }, { verb, group, resource }) &&
        !(verb === 'create' && names !== undefined && !resource.includes('/'));
      const held = resources.filter((resource) => verbs.some((verb) => allowed(verb, resource)));
      const used = verbs.filter((verb) => held.some((resource) => allowed(verb, resource)));
      return held.length === 0 ? [] : [{ of, verbs: used, resources: held, names }];
    }),
  );
}

/** The right that some hits make; undefined where there are none. */
export const rightOf = <G extends Severity = never>(hits: readonly Hit[], grade?: G): Right<G> | undefined =>
  hits.length === 0 ? undefined : { ...toldOf(hits), grade };

/** The same where what decides its grade was not read. */
export const ungraded = (hits: readonly Hit[], grade: Unknown): Right<never> => ({ ...toldOf(hits), grade });

const toldOf = (hits: readonly Hit[]) => ({
  does: [...new Set(hits.map(wordsOf))].join('; '),
  by: [...new Set(hits.map(({ of }) => of))],
});

/** Whether a grant holds everywhere, or where the system itself runs. */
export const isFarReaching = ({ namespace }: Pick<Grant, 'namespace'>): boolean =>
  namespace === undefined || isSystemNamespace(namespace);

/** Whether a grant is of the roles that Kubernetes makes for people who run what is in a namespace. */
export const isBuiltIn = ({ role }: Pick<Grant, 'role'>): boolean =>
  role.kind === 'ClusterRole' && ['admin', 'edit'].includes(role.name);

/** What policy exempts from a rule on a right. */
interface Exempt {
  readonly exemptSubjects: readonly string[];
  readonly exemptRoles: readonly string[];
}

/** What is read of a grant only where it decides. */
interface Asking {
  readonly rulesOf: RulesOf;
  readonly holdersOf: () => readonly Holder[];
}

/**
 * Judges one right in a grant. Full rights, and `admin` and `edit`, are for rules of their own. `find` looks for the
 * right among the rules of the role.
 */
export function judgeRight<G extends Severity = never>(
  grant: Grant,
  exempt: Exempt,
  find: (rules: readonly RuleAt[]) => Right<G> | undefined,
  { rulesOf, holdersOf }: Asking,
): Verdict<G> {
  if (isBuiltIn(grant)) return notApplicable(`k8s-rbac-cluster-wide-edit judges bindings of ${grant.role.name}.`);
  const full = isFullAdmin(grant, rulesOf);
  if (isUnread(full)) return full;
  if (full) return notApplicable('k8s-rbac-cluster-admin-binding judges full rights.');
  const rules = rulesOf();
  return judgeFound(grant, exempt, isUnread(rules) ? rules : find(rules), holdersOf);
}

/** The same for a right that was found already, whatever else the grant holds. */
export function judgeFound<G extends Severity = never>(
  grant: Grant,
  { exemptRoles, exemptSubjects }: Exempt,
  right: Right<G> | Unknown | undefined,
  holdersOf: () => readonly Holder[],
): Verdict<G> {
  if (isUnread(right)) return right;
  if (!right) return pass();
  if (exemptRoles.includes(grant.role.name)) return notApplicable('Policy exempts the role.');
  const holders = holdersOf().filter(({ text }) => !exemptSubjects.includes(text));
  const certain = holders.filter(({ unsure }) => unsure === undefined);
  if (certain.length === 0)
    return (
      holders.map(({ unsure }) => unsure).find(isUnread) ??
      notApplicable('Its subjects are exempt, the system, or everybody.')
    );
  const { does, by, grade } = right;
  if (isUnread(grade)) return grade;
  const names = [...new Set(certain.map(({ text }) => text))].join(', ');
  const seen = [
    ...certain.map(({ at, text }) => ({ at, actual: text })),
    ...by.map(({ at, rule }) => ({ at, actual: rule })),
  ];
  const message = `${names} may ${does} in ${grant.where} by ${grant.role.kind}/${grant.role.name}.`;
  return fail<G>(message, seen, { grade });
}

const wordsOf = ({ verbs, resources, names }: Hit): string =>
  `${verbs.join(', ')} ${resources.join(', ')}${names ? ` (${names.join(', ')})` : ''}`;
