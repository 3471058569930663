import { defineFact, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown } from '#rule';
import { apiAddress } from '../address.ts';
import { enginesIn } from '../admission/engine-facts.ts';
import { gatekeeperGuard } from '../admission/gatekeeper-facts.ts';
import { kyvernoGuard } from '../admission/kyverno-facts.ts';
import { denyingPolicy } from '../admission/policy-facts.ts';
import { kubernetesApi } from '../api/resource.ts';
import { namespace } from './resource.ts';

/**
 * Why something besides Pod Security Admission may keep the pods of a namespace secure: a validating admission policy, a policy
 * of Kyverno or a constraint of Gatekeeper is in force for them, or an engine is installed whose policies are not read. What
 * these ask of pods is not judged. Those that providers ship do not count.
 */
export const otherEnforcer = defineFact({
  name: 'k8s.other-enforcer',
  of: namespace,
  uses: [kubernetesApi, denyingPolicy, kyvernoGuard, gatekeeperGuard],
  work(it, { find, fact }): Unknown | undefined {
    const denying = fact(denyingPolicy, it);
    if (isUnread(denying)) return denying;
    if (denying !== undefined) return unjudged(`The admission policy ${denying} refuses some pods of the namespace`);
    const kyverno = fact(kyvernoGuard, it);
    if (isUnread(kyverno)) return kyverno;
    if (kyverno !== undefined) return unjudged(`The policy ${kyverno} of Kyverno refuses some pods of the namespace`);
    const gatekeeper = fact(gatekeeperGuard, it);
    if (isUnread(gatekeeper)) return gatekeeper;
    if (gatekeeper !== undefined)
      return unjudged(`The constraint ${gatekeeper} of Gatekeeper refuses some pods of the namespace`);
    const api = find(kubernetesApi, apiAddress(it.target));
    if (isUnread(api)) return api;
    if (api === 'absent' || !api.config.groups) return fieldMissing('groups');
    const engine = enginesIn(api.config.groups).find((one) => !['Kyverno', 'Gatekeeper'].includes(one));
    return engine === undefined ? undefined : unjudged(`${engine} is installed and may refuse pods`);
  },
});

const unjudged = (what: string): Unknown => unknown('not-ready', `${what}; what it asks of them is not judged.`);
