import { z } from 'zod';
import { applicationNetworkPolicy } from '#clouds/kubernetes/application-network-policy/resource';
import { networkPolicy } from '#clouds/kubernetes/network-policy/resource';
import { policySelection } from '#clouds/kubernetes/network-policy/selection-facts';
import { count } from '#lib/params';
import { parseInstant } from '#lib/time';
import { defineRule, failMissing, fieldMissing, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-network-policy-dangling',
  on: [networkPolicy, applicationNetworkPolicy],
  uses: [policySelection],
  timed: true,
  title: 'A network policy selects pods',
  severity: 'low',
  control: 'network-policies-in-each-namespace',
  why: 'Whoever wrote the policy takes pods to be closed that are open: its labels are misspelt, or the pods changed theirs.',
  fix: 'Correct the labels that the policy selects by, or delete it.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/network-policies/'],
  peers: ['kubescape:C-0299'],
  params: z.object({ graceHours: count(24) }),

  evaluate(it, { at, fact, params: { graceHours } }) {
    const { every, among, taken } = fact(policySelection, it);
    if (every) return passBecause('It selects every pod of its namespace.');
    if (taken !== undefined) return passBecause(`It selects pods of ${taken}.`);
    if (among === 0) return notApplicable('its namespace holds no workloads');
    const { creationTimestamp } = it.config.metadata ?? {};
    const made = parseInstant(creationTimestamp ?? '');
    if (made === undefined) return fieldMissing('metadata.creationTimestamp');
    if ((parseInstant(at) ?? 0) - made < graceHours * hour) return pass();
    const evidence = {
      at: 'spec.podSelector',
      actual: it.config.spec?.podSelector,
      expected: 'the labels of some pod',
    };
    return failMissing('The policy selects no pod of its namespace, and none that a controller there makes.', evidence);
  },
});

const hour = 3_600_000;
