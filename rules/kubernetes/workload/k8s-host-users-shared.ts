import { z } from 'zod';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { node } from '#clouds/kubernetes/node/resource';
import { noNodeHasUsers } from '#clouds/kubernetes/node/user-namespace-facts';
import { planPatch, securityPatches } from '#clouds/kubernetes/workload/actions';
import { toldOf } from '#clouds/kubernetes/workload/container-facts';
import { podSecurity, podSecurityMinor } from '#clouds/kubernetes/workload/facts';
import { patchToOwnUsers } from '#clouds/kubernetes/workload/host-users-actions';
import { whyUsersShared } from '#clouds/kubernetes/workload/host-users-facts';
import { workloads } from '#clouds/kubernetes/workload/resource';
import { flag, nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-host-users-shared',
  on: workloads,
  uses: [podSecurity, podSecurityMinor, node],
  title: 'Pods have users of their own, apart from those of their node',
  severity: 'low',
  control: 'workloads-apart-from-the-host',
  why: 'Root in a container is root on the node as soon as it gets out; in a user namespace it is nobody there.',
  fix: 'Set hostUsers to false in the pod specification.',
  references: ['https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/'],
  params: z.object({
    requireUserNamespaces: flag(false),
    exemptNamespaces: nameList(keptNamespaces),
    exemptImages: nameList(),
  }),
  exempts: 'namespaces',

  evaluate(it, { fact, list, params }) {
    if (!params.requireUserNamespaces) return notApplicable('policy does not ask for it');
    const pod = fact(podSecurity, it);
    if ('verdict' in pod) return pod;
    if (!pod.hostUsers) return pass();
    const why = whyUsersShared(pod);
    if (why !== undefined) return notApplicable(why);
    const minor = fact(podSecurityMinor, it);
    if (isUnread(minor)) return minor;
    if (minor < 33) return notApplicable(`Kubernetes 1.${minor} does not give pods users of their own by default`);
    const without = noNodeHasUsers({ list });
    if (isUnread(without)) return without;
    if (without) return notApplicable('the container runtime of no node can give pods users of their own');
    const { hostUsers } = pod.spec;
    const actual = hostUsers ?? 'no hostUsers';
    const seen = { at: hostUsers ? `${pod.at}.hostUsers` : pod.at, actual, expected: false };
    return fail(toldOf(pod, 'Its pods share the users of their node: hostUsers is not false.'), seen);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: securityPatches,
    plan: (it, { fact }) => planPatch(it, fact(podSecurity, it), patchToOwnUsers),
  },
});
