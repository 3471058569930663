import { z } from 'zod';
import { admittingOf } from '#clouds/gcp/gke/cluster/binary-authorization-facts';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { imageVerifiers } from '#clouds/kubernetes/admission/image-facts';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { kubernetesApi } from '#clouds/kubernetes/api/resource';
import { isExemptNamespace, keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { namespace } from '#clouds/kubernetes/namespace/resource';
import { nameList } from '#lib/params';
import { defineRule, failMissing, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-image-signature-policy-missing',
  on: kubernetesApi,
  uses: [namespace, imageVerifiers, gkeCluster],
  title: 'A cluster refuses images that nobody it trusts has signed',
  severity: 'medium',
  grades: ['low'],
  control: 'images-from-trusted-sources',
  why: 'Whoever can push to a registry, or be mistaken for it, chooses what the cluster runs.',
  fix: 'Sign images where they are built, and let an admission policy verify them: in reports first, then enforced.',
  references: [
    'https://kyverno.io/docs/policy-types/cluster-policy/verify-images/',
    'https://docs.sigstore.dev/policy-controller/overview/',
  ],
  peers: [
    'eks-bpg:security/image',
    'kube-bench:gke-1.9.0/4.5.1',
    'kubescape:C-0236',
    'kubescape:C-0237',
    'kubescape:C-0289',
  ],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),

  evaluate(api, { find, list, fact, params }) {
    const { provider, id } = clusterBehind(api);
    const gke = provider === 'gke' ? find(gkeCluster, id) : 'absent';
    const admitting = isUnread(gke) ? gke : gke === 'absent' ? 'off' : admittingOf(gke.config);
    if (isUnread(admitting)) return admitting;
    if (admitting === 'enforcing') return notApplicable('gke-binary-authorization-off judges what the project lets in');
    const own = list(namespace).items.filter((it) => !isExemptNamespace(it, params.exemptNamespaces));
    const answers = own.map((it) => fact(imageVerifiers, it));
    const known = answers.flatMap((it) => it.known);
    const refusing = known.find(({ does }) => does === 'refuses');
    if (refusing) return passBecause(`Images are verified by ${refusing.by}.`);
    const unread = answers.map((it) => it.unread).find(isUnread);
    if (unread) return unread;
    const seen = { at: '', actual: known.map(({ by }) => by) };
    const [first] = known;
    return first
      ? failMissing(`Images without a signature are let in: ${first.by} only reports them.`, seen, {
          grade: 'low' as const,
        })
      : failMissing('No admission policy verifies the signatures of images.', seen);
  },
});
