import { defineFact, type Evidence, type Unknown } from '#model';
import { isUnread } from '#rule';
import { kubernetesApi } from '../api/resource.ts';
import { clusterRoleBinding } from '../cluster-role-binding/resource.ts';
import { isCrowd } from './crowd-facts.ts';
import { bindingGrant, grantedRules, isFullAdmin } from './facts.ts';
import { bindingHolders } from './holder-facts.ts';
import { hitsOf } from './right-facts.ts';

/** Somebody short of an administrator who may read the Secrets of every namespace. */
export interface SecretReader {
  /** Such as `Group:support`. */
  readonly who: string;
  readonly role: string;
  readonly seen: readonly Evidence[];
}

const reading = { group: '', resources: ['secrets'], verbs: ['get', 'list', 'watch'] };

/**
 * Who reads the Secrets of a whole cluster and neither administers it nor is the system, in the order of their names. The role `edit`
 * reads them, too.
 */
export const secretReaders = defineFact({
  name: 'k8s.secret-readers',
  of: kubernetesApi,
  uses: [clusterRoleBinding, bindingGrant, grantedRules, bindingHolders],
  work(_, { list, fact }): { readonly readers: readonly SecretReader[]; readonly unread: Unknown | undefined } {
    const { items, unread } = list(clusterRoleBinding);
    const missed: Unknown[] = [];
    const readers = items.flatMap((binding): readonly SecretReader[] => {
      const grant = fact(bindingGrant, binding);
      const rules = fact(grantedRules, binding);
      const full = isFullAdmin(grant, () => rules);
      if (full === true) return [];
      if (isUnread(rules)) {
        missed.push(rules);
        return [];
      }
      const hits = hitsOf(rules, reading).filter(({ names }) => names === undefined);
      const [hit] = hits;
      if (!hit) return [];
      const crowd = grant.subjects.filter(isCrowd).map((one) => ({ ...one, unsure: undefined }));
      return [...crowd, ...fact(bindingHolders, binding)].flatMap(({ text, at, unsure }) => {
        if (unsure) missed.push(unsure);
        const seen = [
          { at: `${binding.id}#${at}`, actual: text },
          { at: hit.of.at, actual: hit.of.rule },
        ];
        return unsure ? [] : [{ who: text, role: `${grant.role.kind}/${grant.role.name}`, seen }];
      });
    });
    return {
      readers: readers.toSorted((one, other) => (one.who < other.who ? -1 : 1)),
      unread: unread ?? missed[0],
    };
  },
});
