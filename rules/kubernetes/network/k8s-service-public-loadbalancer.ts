import { z } from 'zod';
import { planSources, setSourceRanges } from '#clouds/kubernetes/service/actions';
import { exposureOf, isUnderOwnGroups, sourcesOf } from '#clouds/kubernetes/service/exposure-facts';
import { adminPorts, servedPorts } from '#clouds/kubernetes/service/facts';
import { service } from '#clouds/kubernetes/service/resource';
import { cidrList, portList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'k8s-service-public-loadbalancer',
  on: service,
  uses: [servedPorts],
  title: 'The load balancer of a service shows the internet only what it is meant to show',
  severity: 'medium',
  grades: ['high'],
  control: 'services-exposed-on-purpose',
  why: 'Everybody on the internet can try what listens behind the load balancer, past every ingress.',
  fix: 'Make the load balancer internal, or name the networks that may come in loadBalancerSourceRanges.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#loadbalancer',
    'https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/service/annotations/',
  ],
  peers: ['kubescape:C-0021', 'kubescape:C-0256'],
  partOf: 'k8s-sensitive-interface-exposed',
  params: z.object({
    allowedPublicPorts: portList([80, 443]),
    adminPorts: portList(adminPorts),
    allowedSources: cidrList(),
  }),

  evaluate(it, { fact, params: { allowedPublicPorts, adminPorts: admin } }) {
    if (it.config.spec?.type !== 'LoadBalancer') return notApplicable('the service has no load balancer');
    const exposure = exposureOf(it);
    if ('verdict' in exposure) return exposure;
    if (exposure.is === 'internal') return passBecause('Its load balancer is internal.');
    const open = fact(servedPorts, it).filter(({ port }) => !allowedPublicPorts.includes(port));
    const numbers = open.map(({ port }) => port);
    if (open.length === 0) return passBecause('Its load balancer shows only ports that may be public.');
    if (isUnderOwnGroups(it)) return unknown('outside', 'Security groups of its load balancer decide who comes in.');
    const sources = sourcesOf(it);
    if ('verdict' in sources) return sources;
    const { areAll, texts, at } = sources;
    if (!areAll) return passBecause(`Its load balancer takes connections from ${texts.join(', ')} only.`);
    const isAdmin = open.some(({ port, targets }) => [port, ...targets].some((one) => admin.includes(one)));
    const unread = open.map((one) => one.unread).find(isUnread);
    if (!isAdmin && unread) return unread;
    const pending = exposure.pending ? ', which is pending' : '';
    const message = `The internet reaches port ${numbers.join(', ')} through its load balancer${pending}.`;
    const limits = at === undefined ? [] : [{ at, actual: texts }];
    const seen = [exposure.seen, { at: 'spec.ports', actual: numbers, expected: allowedPublicPorts }, ...limits];
    return fail(message, seen, { grade: isAdmin ? ('high' as const) : undefined });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setSourceRanges],
    plan: (it, { params }) => planSources(it, params.allowedSources),
  },
});
