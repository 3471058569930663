import type { Grant, RuleAt } from './facts.ts';
import { hitsOf, type Hit } from './right-facts.ts';

/**
 * What lets a grant rewrite some ConfigMaps of kube-system: to change them, or to delete them and put others in their
 * place. Names limit a rule, save for creation, which carries none.
 */
export function configWriting(
  rules: readonly RuleAt[],
  { namespace }: Pick<Grant, 'namespace'>,
  maps: readonly string[],
): readonly Hit[] {
  if (namespace !== undefined && namespace !== 'kube-system') return [];
  const ask = (verbs: readonly string[]): readonly Hit[] =>
    hitsOf(rules, { group: '', resources: ['configmaps'], verbs }).filter(
      ({ names }) => names === undefined || names.some((name) => maps.includes(name)),
    );
  const changed = ask(['update', 'patch']);
  const [made, deleted] = [ask(['create']), ask(['delete', 'deletecollection'])];
  return changed.length > 0 || made.length === 0 || deleted.length === 0 ? changed : [...made, ...deleted];
}
