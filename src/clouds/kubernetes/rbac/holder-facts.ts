import { defineFact, type Unknown } from '#model';
import { isUnread } from '#rule';
import { isCrowd } from './crowd-facts.ts';
import { isDefaultHolder, providerNotTold } from './default-bindings.ts';
import { bindingGrant, bindings, type Binding, type Grant, type Subject } from './facts.ts';
import { hasNameOfEks, placedSubjects, type PlacedSubject } from './system-facts.ts';

/** A subject of a binding that rules on single rights judge. */
export interface Holder extends Subject {
  /** Why it cannot be said whether it is the system; undefined where it is not. */
  readonly unsure: Unknown | undefined;
}

/**
 * The subjects of a binding that are not Kubernetes or its provider. Everybody, and the group that may do all without
 * any binding, are left to rules of their own.
 */
export const bindingHolders = defineFact({
  name: 'k8s.binding-holders',
  of: bindings,
  uses: [bindingGrant, placedSubjects],
  work(it, { fact }): readonly Holder[] {
    const provided = isOfProvider(it, fact(bindingGrant, it));
    return fact(placedSubjects, it).flatMap((subject) => {
      const { text, at, system } = subject;
      const ofProvider = isProvided(subject) && provided;
      if (isCrowd(subject) || text === masters || system === true || ofProvider === true) return [];
      return [{ text, at, unsure: [system, ofProvider].find(isUnread) }];
    });
  },
});

/** The group that the API server lets do everything. */
export const masters = 'Group:system:masters';

/** That group among the subjects of a binding, unless Kubernetes put it there. */
export const mastersIn = (grant: Grant): readonly Subject[] =>
  grant.subjects.filter(({ text }) => text === masters && isDefaultHolder(grant, text) !== true);

/** Whether a binding carries the name or label of the provider. Anybody can write them: they alone say nothing. */
function isOfProvider({ config: { metadata } }: Binding, grant: Grant): boolean | Unknown {
  const isMarked = metadata?.labels?.['addonmanager.kubernetes.io/mode'] === 'Reconcile';
  if (grant.provider === 'aks' || grant.provider === 'gke') return isMarked;
  return isMarked && grant.cluster === undefined ? providerNotTold : hasNameOfEks(grant);
}

/**
 * Whether a subject of such a binding is the provider: a user by a name that Kubernetes reserves, or an account of a
 * system namespace that only the control plane uses.
 * Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#referring-to-subjects
 */
const isProvided = ({ text, idle, system }: PlacedSubject): boolean =>
  /^User:system:(?!anonymous$|node:)/.test(text) || (idle && system === false);
