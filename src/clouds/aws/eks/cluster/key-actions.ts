import type { Action, CannotPlan, Look, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { parseArn } from '../../address.ts';
import { enableKey } from '../../kms/key/actions.ts';
import { keyHealth } from './key-health-facts.ts';
import type { eksCluster } from './resource.ts';

/** Enables the keys of a cluster that somebody disabled, where nothing else is wrong with any of them. */
export const enablingKeys = {
  impact: 'brief' as const,
  reversible: true,
  actions: [enableKey],
  plan(
    cluster: ResourceOf<typeof eksCluster>,
    { fact }: Pick<Look<typeof keyHealth>, 'fact'>,
  ): readonly Action[] | CannotPlan {
    const { ills } = fact(keyHealth, cluster);
    const off = ills.flatMap(({ disabled }) => disabled ?? []);
    const more = ills.find(({ disabled }) => !disabled);
    if (more) return cannotPlan(`${more.says}: a person has to look at it`);
    const own = parseArn(cluster.id)?.account;
    const foreign = off.find(({ id }) => parseArn(id)?.account !== own);
    if (foreign) return cannotPlan(`${foreign.id} is of another account, which alone can enable it`);
    return off.map((key) => enableKey(key, {}));
  },
};
