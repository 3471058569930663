import { z } from 'zod';
import { isAutopilot } from '#clouds/gcp/gke/cluster/pool-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { enginesIn } from '#clouds/kubernetes/admission/engine-facts';
import { podGuard } from '#clouds/kubernetes/admission/guard-facts';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { isExemptNamespace, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { nameList } from '#lib/params';
import { someOf } from '#lib/text';
import { defineRule, failMissing, isUnread, notApplicable, pass, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-policy-engine-missing',
  on: kubernetesApi,
  uses: [namespace, podGuard, gkeCluster],
  title: 'Something refuses insecure pods in every namespace of a cluster',
  severity: 'medium',
  grades: ['low'],
  control: 'pod-security-admitted',
  why: 'Where nothing refuses a pod, whoever may create one takes the node with it; an engine that only reports looks like protection.',
  fix: 'Enforce a Pod Security Standard by labels, or a policy of an engine that denies, in the namespaces that are named.',
  references: [
    'https://kubernetes.io/docs/concepts/security/pod-security-admission/',
    'https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/',
    'https://kyverno.io/docs/policy-types/cluster-policy/validate',
    'https://open-policy-agent.github.io/gatekeeper/website/docs/howto',
  ],
  peers: ['kubescape:C-0036', 'kubescape:C-0192'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),

  evaluate(api, { find, list, fact, params }) {
    const { provider, id } = clusterBehind(api);
    const gke = provider === 'gke' ? find(gkeCluster, id) : 'absent';
    if (isUnread(gke)) return gke;
    if (gke !== 'absent' && isAutopilot(gke.config)) return passBecause('Autopilot limits what pods may do.');
    const { items, unread } = list(namespace);
    const own = items.filter((it) => !isExemptNamespace(it, params.exemptNamespaces));
    if (own.length === 0) return notApplicable('policy exempts all of its namespaces');
    const guards = own.map((it) => ({ it, guard: fact(podGuard, it) }));
    const open = guards.filter(({ guard }) => guard === undefined);
    const undecided = guards.map(({ guard }) => guard).find(isUnread);
    const known = guards.flatMap(({ guard }) => (typeof guard === 'string' ? guard : []));
    if (open.length === 0)
      return undecided ?? (unread ? pass() : passBecause(`Pods are refused by ${someOf([...new Set(known)].sort())}.`));
    const idle = enginesIn(api.config.groups ?? []).map(
      (engine) => ` ${engine} is installed, and denies nothing there.`,
    );
    const message = `Nothing refuses pods in ${someOf(open.map(({ it }) => it.name).sort())}.${idle.join('')}`;
    const seen = open.map(({ it }) => ({ at: `${it.id}#metadata.name`, actual: it.name }));
    return failMissing(message, seen, { grade: open.length < own.length ? ('low' as const) : undefined });
  },
});
