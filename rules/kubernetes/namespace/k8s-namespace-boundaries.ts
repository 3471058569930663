import { z } from 'zod';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { inhabitedNamespaces } from '#clouds/kubernetes/namespace/boundary-facts';
import { isExemptNamespace, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, fail, failMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-namespace-boundaries',
  on: kubernetesApi,
  uses: [inhabitedNamespaces],
  title: 'Workloads are spread over namespaces that say whose they are',
  severity: 'low',
  control: 'namespaces-separate',
  why: 'Rights, quotas and network policies are given by namespace: in a single one everybody has what anybody needs.',
  fix: 'Give each team or application a namespace of its own, with the labels that policy asks for.',
  references: ['https://kubernetes.io/docs/concepts/security/multi-tenancy/'],
  peers: ['kube-bench:eks-1.8.0/4.5.1', 'kubescape:C-0209'],
  params: z.object({ requiredLabels: nameList(), exemptNamespaces: nameList(keptNamespaces) }),

  evaluate(api, { fact, params }) {
    const held = fact(inhabitedNamespaces, api).filter(
      ({ namespace }) => !isExemptNamespace(namespace, params.exemptNamespaces),
    );
    const bare = held.flatMap(({ namespace: { id, name, config } }) => {
      const lacks = params.requiredLabels.filter((key) => config.metadata?.labels?.[key] === undefined);
      return lacks.length === 0 ? [] : [{ id, says: `${name} (${lacks.join(', ')})`, lacks }];
    });
    if (bare.length > 0) {
      const seen = bare.map(({ id, lacks }) => ({ at: `${id}#metadata`, actual: { lacks } }));
      return fail(`Namespaces lack labels that policy asks for: ${someOf(bare.map(({ says }) => says))}.`, seen);
    }
    const [first, ...others] = held;
    if (!first || (others.length === 0 && first.workloads < 2))
      return notApplicable('it runs fewer than two workloads');
    if (others.length > 0) return pass();
    const { id, name } = first.namespace;
    if (name === 'default') return notApplicable('k8s-default-namespace-used judges what is in the default namespace');
    const seen = { at: `${id}#metadata.name`, actual: name };
    return failMissing(`All of its ${first.workloads} workloads share the namespace ${name}.`, seen);
  },
});
