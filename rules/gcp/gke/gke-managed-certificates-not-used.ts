import { z } from 'zod';
import { isChallenge } from '#clouds/kubernetes/ingress/path-facts';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { servingClass } from '#clouds/kubernetes/ingress/class-facts';
import { ingressTls } from '#clouds/kubernetes/ingress/tls-facts';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-managed-certificates-not-used',
  on: ingress,
  uses: [servingClass, ingressTls],
  title: 'The load balancer that GKE makes for an ingress has a certificate, and leads plain HTTP to HTTPS',
  severity: 'high',
  grades: ['medium'],
  control: 'traffic-encrypted',
  why: 'Whoever is on the way reads and alters what is sent in clear text, sessions and passwords included.',
  fix: 'Name a managed certificate, turn plain HTTP off by kubernetes.io/ingress.allow-http, or redirect it by a FrontendConfig.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/managed-certs',
    'https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration#https_redirect',
  ],
  peers: ['kube-bench:gke-1.9.0/5.6.7', 'kubescape:C-0231'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    const served = fact(servingClass, it);
    if (isUnread(served)) return served;
    const { controller } = served;
    if (controller !== 'gce' && controller !== 'gce-internal')
      return notApplicable('no load balancer of GKE serves it');
    if (isChallenge(it))
      return notApplicable('it answers nothing but challenges for a certificate, which come by HTTP');
    const tls = fact(ingressTls, it);
    if (isUnread(tls)) return tls;
    const medium = { grade: 'medium' as const };
    if (tls.clear.length > 0)
      return fail(
        'The ingress has no certificate, and serves all in clear text.',
        tls.seen,
        controller === 'gce' ? {} : medium,
      );
    const message = 'The ingress serves plain HTTP beside HTTPS, and leads nobody to HTTPS.';
    return tls.plainToo ? fail(message, tls.seen, medium) : pass();
  },
});
