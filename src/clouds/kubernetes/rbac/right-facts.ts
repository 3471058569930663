import type { Look, Severity, Unknown, Verdict } from '#model';
import { fail, isUnread, notApplicable, pass } from '#rule';
import { isSystemNamespace } from '../namespace/system-facts.ts';
import { allows, bindingGrant, grantedRules, isFullAdmin, type Binding, type Grant, type RuleAt } from './facts.ts';
import { bindingHolders, type Holder } from './holder-facts.ts';

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
  /** The holders of the grant who have it; undefined where all have. */
  readonly heldBy?: readonly string[];
}

/**
 * What rules allow of what is asked. Names limit a rule; creation carries none, save that of an object for which a
 * subresource is created.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-resources
 */
export function hitsOf(rules: readonly RuleAt[], ...asked: readonly Asked[]): readonly Hit[] {
  return rules.flatMap((of) => {
    const names = of.rule.resourceNames?.length ? of.rule.resourceNames : undefined;
    const ofAll = { ...of.rule, resourceNames: [] };
    return asked.flatMap(({ group, resources, verbs }): readonly Hit[] => {
      const allowed = (verb: string, resource: string): boolean =>
        allows(ofAll, { verb, group, resource }) &&
        !(verb === 'create' && names !== undefined && !resource.includes('/'));
      const held = resources.filter((resource) => verbs.some((verb) => allowed(verb, resource)));
      const used = verbs.filter((verb) => held.some((resource) => allowed(verb, resource)));
      return held.length === 0 ? [] : [{ of, verbs: used, resources: held, names }];
    });
  });
}

/** The right that some hits make; undefined where there are none. */
export const rightOf = <G extends Severity = never>(hits: readonly Hit[], grade?: G): Right<G> | undefined =>
  hits.length === 0 ? undefined : { ...toldOf(hits), grade };

/** The right that those hits make which no names limit; where names limit them all, it is a low one. */
export function unlimitedRightOf<G extends Severity = never>(
  hits: readonly Hit[],
  grade?: G,
): Right<G | 'low'> | undefined {
  const unlimited = hits.filter(({ names }) => names === undefined);
  return unlimited.length > 0 ? rightOf(unlimited, grade) : rightOf(hits, 'low');
}

/** The right that some hits make where what decides its grade was not read. */
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

/** What a rule on a right is given: its look at a binding, and what policy exempts. */
type Judging<F> = Pick<Look<F>, 'fact'> & {
  readonly params: { readonly exemptSubjects: readonly string[]; readonly exemptRoles: readonly string[] };
};

/** Finds a right among the rules of a grant. Whom policy exempts is none of its holders. */
type Finding<G extends Severity> = (
  rules: readonly RuleAt[],
  grant: Grant,
  holdersOf: () => readonly Holder[],
) => Right<G> | undefined;

/** Judges one right in a binding. Full rights, and `admin` and `edit`, are for rules of their own. */
export function judgeRight<G extends Severity = never>(
  it: Binding,
  judging: Judging<typeof bindingGrant | typeof grantedRules | typeof bindingHolders>,
  find: Finding<G>,
): Verdict<G> {
  const grant = judging.fact(bindingGrant, it);
  if (isBuiltIn(grant)) return notApplicable(`k8s-rbac-cluster-wide-edit judges bindings of ${grant.role.name}.`);
  const full = isFullAdmin(grant, () => judging.fact(grantedRules, it));
  if (isUnread(full)) return full;
  if (full) return notApplicable('k8s-rbac-cluster-admin-binding judges full rights.');
  const rules = judging.fact(grantedRules, it);
  return judgeFound(it, judging, isUnread(rules) ? rules : find(rules, grant, () => judgedHolders(it, judging)));
}

/** The same for a right that was found already, whatever else the grant holds. */
export function judgeFound<G extends Severity = never>(
  it: Binding,
  judging: Judging<typeof bindingGrant | typeof bindingHolders>,
  right: Right<G> | Unknown | undefined,
): Verdict<G> {
  if (isUnread(right)) return right;
  if (!right) return pass();
  const { role, where } = judging.fact(bindingGrant, it);
  if (judging.params.exemptRoles.includes(role.name)) return notApplicable('Policy exempts the role.');
  const { does, by, grade, heldBy } = right;
  const holders = judgedHolders(it, judging).filter(({ text }) => heldBy?.includes(text) ?? true);
  const certain = holders.filter(({ unsure }) => unsure === undefined);
  if (certain.length === 0)
    return (
      holders.map(({ unsure }) => unsure).find(isUnread) ??
      notApplicable('Its subjects are exempt, the system, or everybody.')
    );
  if (isUnread(grade)) return grade;
  const names = [...new Set(certain.map(({ text }) => text))].join(', ');
  const seen = [
    ...certain.map(({ at, text }) => ({ at, actual: text })),
    ...by.map(({ at, rule }) => ({ at, actual: rule })),
  ];
  return fail<G>(`${names} may ${does} in ${where} by ${role.kind}/${role.name}.`, seen, { grade });
}

const judgedHolders = (it: Binding, { fact, params }: Judging<typeof bindingHolders>): readonly Holder[] =>
  fact(bindingHolders, it).filter(({ text }) => !params.exemptSubjects.includes(text));

const wordsOf = ({ verbs, resources, names }: Hit): string =>
  `${verbs.join(', ')} ${resources.join(', ')}${names ? ` (${names.join(', ')})` : ''}`;
