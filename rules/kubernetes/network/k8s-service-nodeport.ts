import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { node } from '#clouds/kubernetes/node/resource';
import { nodePortUse } from '#clouds/kubernetes/service/backend-facts';
import { planClosing, setExposure } from '#clouds/kubernetes/service/actions';
import { service } from '#clouds/kubernetes/service/resource';
import { nameList } from '#lib/params';
import { defineRule, failMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-service-nodeport',
  on: service,
  uses: [node, nodePortUse],
  title: 'A service takes no ports of the nodes',
  severity: 'low',
  grades: ['medium'],
  control: 'services-exposed-on-purpose',
  why: 'A node port is open on every node, past ingresses and their limits, to whoever reaches one of them.',
  fix: 'Make the service a ClusterIP, and expose it by an ingress.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#type-nodeport'],
  peers: ['kubescape:C-0256'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact, list }) {
    const { type, ports } = it.config.spec ?? {};
    if (type !== 'NodePort') return notApplicable('the service is of another type');
    const { by, unread } = fact(nodePortUse, it);
    if (by !== undefined) return passBecause(`The load balancer of the ingress ${by} reaches it by them.`);
    if (unread) return unread;
    const isPublic = list(node).items.some(({ config }) =>
      config.status?.addresses?.some((address) => address.type === 'ExternalIP'),
    );
    const numbers = (ports ?? []).flatMap(({ nodePort }) => nodePort ?? []);
    const taken = numbers.length > 0 ? `port ${numbers.join(', ')}` : 'ports';
    const message = `The service takes ${taken} of every node${isPublic ? ', of which some have public addresses' : ''}.`;
    const evidence = { at: 'spec.type', actual: type, expected: 'ClusterIP' };
    return failMissing(message, evidence, { grade: isPublic ? ('medium' as const) : undefined });
  },

  remediation: { impact: 'disruptive', reversible: true, actions: [setExposure], plan: planClosing },
});
