import { z } from 'zod';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { clusterBehind } from '#clouds/kubernetes/api/facts';
import { planRelease, setExternalAddresses } from '#clouds/kubernetes/service/actions';
import { addressesOutside, claimedAddresses } from '#clouds/kubernetes/service/address-facts';
import { service } from '#clouds/kubernetes/service/resource';
import type { Found, ResourceOf } from '#model';
import { cannotPlan, defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'k8s-service-external-ips',
  on: service,
  uses: [claimedAddresses, gkeCluster],
  title: 'A service claims no external addresses',
  severity: 'medium',
  grades: ['high', 'low'],
  control: 'services-exposed-on-purpose',
  why: 'Whoever may write services catches what the cluster sends to the addresses that they claim (CVE-2020-8554).',
  fix: 'Remove spec.externalIPs, and expose the service by a load balancer or an ingress.',
  references: [
    'https://kubernetes.io/docs/concepts/services-networking/service/#external-ips',
    'https://github.com/kubernetes/kubernetes/issues/97076',
  ],
  peers: ['kubescape:C-0283', 'prowler:apiserver_deny_service_external_ips', 'trivy:AVD-KSV-0108'],
  params: z.object({ allowed: z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()])).default([]) }),

  evaluate(it, { find, fact, params }) {
    const bad = addressesOutside(it.config.spec?.externalIPs, params.allowed);
    if (bad.length === 0) return pass();
    const seen = { at: 'spec.externalIPs', actual: bad, expected: params.allowed };
    const { provider, id } = clusterBehind(it);
    const gke = provider === 'gke' ? find(gkeCluster, id) : 'absent';
    if (isUnread(gke)) return gke;
    if (takesNoNew(gke))
      return fail(`The service claims ${bad.join(', ')}, which GKE takes from no new one.`, seen, {
        grade: 'low' as const,
      });
    const { claims, unread } = fact(claimedAddresses, it);
    const grave = claims.filter(({ text, of }) => of !== undefined && bad.includes(text));
    if (grave.length === 0 && unread) return unread;
    const says = grave.length === 0 ? bad : grave.map(({ text, of = '' }) => `${text} of ${of}`);
    const grade = grave.length === 0 ? undefined : ('high' as const);
    return fail(`The service claims ${says.join(', ')}.`, seen, { grade });
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setExternalAddresses],
    plan(it, { find, params }) {
      const { provider, id } = clusterBehind(it);
      const isKept = provider === 'gke' && takesNoNew(find(gkeCluster, id));
      return isKept ? cannotPlan('GKE would not take them back: remove them by hand') : planRelease(it, params.allowed);
    },
  },
});

const takesNoNew = (gke: Found<ResourceOf<typeof gkeCluster>>): boolean =>
  !isUnread(gke) && gke !== 'absent' && gke.config.networkConfig?.serviceExternalIpsConfig?.enabled === false;
