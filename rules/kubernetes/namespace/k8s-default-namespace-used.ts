import { namespaceContent } from '#clouds/kubernetes/namespace/content-facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { someOf } from '#lib/text';
import { defineRule, fail, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-default-namespace-used',
  on: namespace,
  uses: [namespaceContent],
  title: 'The default namespace holds no workload, service or service account of yours',
  severity: 'low',
  control: 'namespaces-separate',
  why: 'What names no namespace lands there, so that rights, quotas and network policies for it hold for strangers too.',
  fix: 'Move them to a namespace of their own.',
  references: ['https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/'],
  peers: ['kube-bench:eks-1.8.0/4.5.2', 'kubescape:C-0061', 'kubescape:C-0212', 'trivy:AVD-KSV-0110'],

  evaluate(it, { fact }) {
    if (it.config.metadata?.name !== 'default') return notApplicable('it is another namespace than default');
    const names = fact(namespaceContent, it);
    if (names.length === 0) return pass();
    return fail(`The default namespace is used by ${someOf(names)}.`, { at: 'metadata.name', actual: names });
  },
});
