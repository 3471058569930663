import { groupAround } from '#clouds/azure/aks/cluster/node-group-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { plainListeners, weakPoliciesOf } from '#clouds/azure/network/application-gateway/facts';
import { applicationGateway } from '#clouds/azure/network/application-gateway/resource';
import { defineRule, fail, notApplicable, pass, unknown, type Verdict } from '#rule';

export default defineRule({
  id: 'azure-lb-service-plain-http',
  on: applicationGateway,
  uses: [aksCluster],
  title: 'An application gateway in front of an AKS cluster serves everything over TLS 1.2 or later',
  severity: 'medium',
  grades: ['low'],
  control: 'traffic-encrypted',
  why: 'Whoever sits between users and the gateway reads and changes what is not encrypted.',
  fix: 'Give the Ingress a certificate and let it redirect to HTTPS: its controller overwrites what is written to the gateway.',
  references: [
    'https://learn.microsoft.com/azure/application-gateway/redirect-overview',
    'https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview',
  ],
  peers: ['kube-bench:aks-1.8/5.4.5', 'kubescape:C-0245', 'powerpipe:kubernetes_cluster_https_enabled'],

  evaluate({ id, config }, { listAll }) {
    const nodeGroup = groupAround(id);
    const served = [...listAll(aksCluster, { gateway: id }).items, ...listAll(aksCluster, { nodeGroup }).items];
    const isTagged = Object.keys(config.tags ?? {}).some((it) => it.toLowerCase() === 'managed-by-k8s-ingress');
    if (served.length === 0 && !isTagged) return notApplicable('it stands in front of no cluster that was read');
    const { plain, unclear } = plainListeners(config);
    const answers: Verdict<'low'>[] = plain.map(({ name, isPublic, seen }) => {
      const words = `The listener ${name} serves HTTP without TLS${isPublic ? '' : ' to private networks'}.`;
      return fail(words, seen, { key: name, grade: isPublic ? undefined : ('low' as const) });
    });
    const policies = weakPoliciesOf(config);
    const names = [...new Set(policies.map(({ name }) => name))].join(', ');
    const words = `The TLS policy in force, ${names}, lets versions before 1.2 in.`;
    if (names)
      answers.push(
        fail(
          words,
          policies.map(({ seen }) => seen),
        ),
      );
    for (const name of unclear) answers.push(unknown('outside', `What the routing map of ${name} does is not read.`));
    return answers.length > 0 ? answers : pass();
  },
});
