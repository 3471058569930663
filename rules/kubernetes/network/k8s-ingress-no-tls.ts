import { z } from 'zod';
import { ingressFront } from '#clouds/kubernetes/ingress/front-facts';
import { isChallenge } from '#clouds/kubernetes/ingress/path-facts';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { ingressTls } from '#clouds/kubernetes/ingress/tls-facts';
import { keptNamespaces } from '#clouds/kubernetes/namespace/facts';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-ingress-no-tls',
  on: ingress,
  uses: [ingressFront, ingressTls],
  title: 'An ingress serves its hosts by TLS',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'traffic-encrypted',
  why: 'Whoever is on the way reads and alters what is sent in clear text, sessions and passwords included.',
  fix: 'Name a certificate for every host, and lead plain HTTP to HTTPS.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/ingress/#tls',
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
  ],
  peers: ['kube-bench:eks-1.8.0/5.4.5', 'kubescape:C-0263'],
  params: z.object({ exemptNamespaces: nameList(keptNamespaces) }),
  exempts: 'namespaces',

  evaluate(it, { fact }) {
    if (isChallenge(it))
      return notApplicable('it answers nothing but challenges for a certificate, which come by HTTP');
    const front = fact(ingressFront, it);
    if (isUnread(front)) return front;
    const { name, controller } = front.class;
    if (controller === 'gce' || controller === 'gce-internal') return notApplicable('a load balancer of GKE serves it');
    const served = fact(ingressTls, it);
    if (isUnread(served)) return served;
    const note = controller ? '' : ` What the class ${name ?? '(none)'} does besides is not known.`;
    const isInternal = front.scope === 'internal';
    if (served.clear.length > 0) {
      const message = `The ingress serves ${served.clear.join(', ')} in clear text.${note}`;
      return fail(message, served.seen, { grade: isInternal ? ('medium' as const) : undefined });
    }
    if (!served.plainToo) return passBecause(`TLS covers every host.${note}`);
    const message = 'The ingress serves plain HTTP beside HTTPS, and leads nobody to HTTPS.';
    return fail(message, served.seen, { grade: isInternal ? ('low' as const) : ('medium' as const) });
  },
});
