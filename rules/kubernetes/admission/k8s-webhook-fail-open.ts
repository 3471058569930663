import { z } from 'zod';
import { failingClosed } from '#clouds/kubernetes/admission/failure-actions';
import { isFailingOpen, isOfEngine, isOfProvider, leftOut } from '#clouds/kubernetes/admission/webhook-facts';
import { outsideHost, policyWebhooks, seenOf } from '#clouds/kubernetes/admission/webhook-facts';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { mutatingWebhookConfiguration } from '#clouds/kubernetes/mutating-webhook-configuration/resource';
import { isExemptNamespace, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { validatingWebhookConfiguration } from '#clouds/kubernetes/validating-webhook-configuration/resource';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, fail, pass, unknown, type Verdict } from '#rule';

export default defineRule({
  id: 'k8s-webhook-fail-open',
  on: [validatingWebhookConfiguration, mutatingWebhookConfiguration],
  uses: [namespace],
  title: 'Webhooks of policy engines judge every namespace, and no webhook leads out of the cluster',
  severity: 'low',
  grades: ['medium'],
  control: 'pod-security-admitted',
  why: 'Whoever slows the engine down, or owns a namespace that it leaves out, is judged by nobody; a host outside sees every object.',
  fix: 'Set failurePolicy to Fail, narrow the selectors to namespaces of the system, and call services inside of the cluster.',
  references: ['https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/'],
  peers: ['kubescape:C-0036', 'kubescape:C-0039'],
  params: z.object({
    securityWebhooks: nameList(policyWebhooks),
    allowedUrls: nameList(),
    exemptNamespaces: nameList(keptNamespaces),
  }),

  evaluate(it, { list, params }) {
    const { provider } = clusterBehind(it);
    const judges = it.type === 'k8s.validating-webhook-configuration';
    const answers = (it.config.webhooks ?? []).flatMap((one, index): Verdict<'medium'> | readonly [] => {
      const { name: key } = one;
      const host = outsideHost(one);
      const isAllowed = params.allowedUrls.includes(one.clientConfig.url ?? '');
      if (host !== undefined && !isAllowed && !isOfProvider(host, provider)) {
        const message = `The webhook ${key} sends objects to ${host}, outside of the cluster.`;
        return fail(message, seenOf(index, 'clientConfig', one), { key, grade: 'medium' });
      }
      if (!judges || !isOfEngine(one, it.name, params.securityWebhooks)) return [];
      if (isFailingOpen(one)) {
        const message = `The webhook ${key} lets everything in while its engine does not answer.`;
        return fail(message, seenOf(index, 'failurePolicy', one), { key });
      }
      const own = list(namespace).items.filter((space) => !isExemptNamespace(space, params.exemptNamespaces));
      const out = leftOut(one, own);
      if (out.length > 0)
        return fail(`The webhook ${key} leaves out ${someOf(out)}.`, seenOf(index, 'namespaceSelector', one), { key });
      return one.matchConditions?.some(({ expression }) => /namespace/i.test(expression))
        ? unknown('outside', `Conditions of the webhook ${key}, which are not evaluated, may leave namespaces out.`)
        : [];
    });
    return answers.length > 0 ? answers : pass();
  },

  remediation: failingClosed,
});
