import { z } from 'zod';
import { balancerFronts, olderThan } from '#clouds/aws/elbv2/load-balancer/facts';
import { renewPolicy, setSslPolicy } from '#clouds/aws/elbv2/listener/actions';
import { listener } from '#clouds/aws/elbv2/listener/resource';
import { loadBalancer } from '#clouds/aws/elbv2/load-balancer/resource';
import { sslPolicies } from '#clouds/aws/elbv2/ssl-policies/resource';
import { flag } from '#lib/params';
import { defineRule, fail, isUnread, pass, unknown } from '#rule';

export default defineRule({
  id: 'elb-public-without-tls',
  on: loadBalancer,
  uses: [balancerFronts, listener, sslPolicies],
  title: 'Internet-facing load balancers of a cluster serve nothing in the clear or by old TLS',
  severity: 'medium',
  grades: ['low'],
  control: 'traffic-encrypted',
  why: 'What crosses the internet in the clear, or by a TLS version that has been broken, is read and changed on its way.',
  fix: 'Lead HTTP to HTTPS and choose a newer security policy in the annotations of the Ingress or Service: the controller puts back what is changed on the load balancer.',
  references: [
    'https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html',
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/',
  ],
  peers: [
    'kube-bench:eks-1.8.0/5.4.5',
    'kubescape:C-0231',
    'prowler:elbv2_insecure_ssl_ciphers',
    'prowler:elbv2_internet_facing',
    'prowler:elbv2_ssl_listeners',
  ],
  params: z.object({
    requireTls: flag(true),
    minTls: z.enum(['TLSv1.1', 'TLSv1.2', 'TLSv1.3']).default('TLSv1.2'),
  }),

  evaluate(it, { fact, params: { requireTls, minTls } }) {
    const fronts = fact(balancerFronts, it);
    if ('verdict' in fronts) return fronts;
    const answers = fronts.flatMap(({ name, seen, takes, speaks = [] }) => {
      if (takes === 'tls') {
        if (isUnread(speaks)) return speaks;
        const old = speaks.filter((one) => olderThan(minTls).includes(one));
        const newer = { ...seen, expected: `${minTls} or newer` };
        return old.length > 0 ? fail(`${name} speaks ${old.join(', ')}.`, newer, { key: name, grade: 'low' }) : [];
      }
      if (!requireTls || takes === 'nothing') return [];
      if (isUnread(takes)) return takes;
      if (takes === 'passed') return unknown('outside', `What is behind ${name} decides whether it speaks TLS.`);
      return fail(`${name} serves in the clear.`, { ...seen, expected: 'TLS' }, { key: name });
    });
    return answers.length > 0 ? answers : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setSslPolicy],
    plan: (it, look, { key }) => renewPolicy(it.id, look, key, olderThan(look.params.minTls)),
  },
});
