import { z } from 'zod';
import { ingressFront } from '#clouds/kubernetes/ingress/front-facts';
import { ingress } from '#clouds/kubernetes/ingress/resource';
import { hostsOf } from '#clouds/kubernetes/ingress/tls-facts';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'k8s-ingress-wildcard-host',
  on: ingress,
  uses: [ingressFront],
  title: 'A public ingress names its hosts',
  severity: 'low',
  control: 'services-exposed-on-purpose',
  why: 'What answers for every name answers for names that others point at it, and takes what is meant for other ingresses.',
  fix: 'Name the host in every rule.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/ingress/#hostname-wildcards'],
  params: z.object({ allowWildcardSubdomains: flag(true) }),

  evaluate(it, { fact, params }) {
    const hosts = hostsOf(it);
    const wide = hosts.filter((host) => host === '*' || (!params.allowWildcardSubdomains && host.startsWith('*.')));
    if (wide.length === 0) return passBecause('It names its hosts.');
    const front = fact(ingressFront, it);
    if (isUnread(front)) return front;
    if (front.scope === 'internal') return notApplicable('the ingress is internal');
    const rules = it.config.spec?.rules;
    const seen = rules?.length ? { at: 'spec.rules', actual: rules.map(({ host }) => host ?? '') } : noRules;
    const subdomains = wide.filter((host) => host !== '*').join(', ');
    return fail(
      wide.includes('*') ? 'The ingress answers for any host.' : `The ingress answers for ${subdomains}.`,
      seen,
    );
  },
});

const noRules = { at: '', actual: 'no spec.rules' };
