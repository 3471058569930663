import { z } from 'zod';
import { updateDnsEndpoint } from '#clouds/gcp/gke/cluster/actions';
import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { flag } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gke-dns-endpoint-external',
  on: gkeCluster,
  title: 'The DNS endpoint of a GKE cluster lets nobody in without an IAM permission',
  severity: 'medium',
  grades: ['low'],
  control: 'api-side-doors-closed',
  why: 'A stolen token or certificate of Kubernetes works there from anywhere: authorized networks do not apply.',
  fix: 'Take no Kubernetes tokens and certificates at the DNS endpoint, or close it to external traffic.',
  references: ['https://cloud.google.com/kubernetes-engine/docs/concepts/network-isolation#dns-based_endpoint'],
  params: z.object({ allowExternalDns: flag(true) }),

  evaluate({ config }, { params }) {
    const dns = config.controlPlaneEndpointsConfig?.dnsEndpointConfig;
    if (!dns) return notApplicable('the cluster has no DNS endpoint');
    if (dns.allowExternalTraffic !== true) return pass();
    const taken = doors.filter(({ field }) => dns[field] === true);
    const names = taken.map(({ name }) => name).join(' and ');
    const seen = taken.map(({ field }) => seenAt(config, `${at}.${field}`, false));
    if (taken.length > 0) return fail(`The DNS endpoint takes Kubernetes ${names} from the internet.`, seen);
    const reached = 'The DNS endpoint takes external traffic, which policy does not allow.';
    const external = seenAt(config, `${at}.allowExternalTraffic`, false);
    if (!params.allowExternalDns) return fail<'low'>(reached, external, { grade: 'low' });
    const untold = doors.find(({ field }) => dns[field] !== false);
    return untold ? fieldMissing(`${at}.${untold.field}`) : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateDnsEndpoint],
    plan(cluster, { params }) {
      const wish = (dnsEndpointConfig: object) => ({ desiredControlPlaneEndpointsConfig: { dnsEndpointConfig } });
      if (params.allowExternalDns)
        return [updateDnsEndpoint(cluster, wish({ enableK8sTokensViaDns: false, enableK8sCertsViaDns: false }))];
      if (cluster.config.controlPlaneEndpointsConfig?.ipEndpointsConfig?.enabled !== true)
        return cannotPlan('the DNS endpoint may be the only way to the control plane');
      return [updateDnsEndpoint(cluster, wish({ allowExternalTraffic: false }))];
    },
  },
});

const at = 'controlPlaneEndpointsConfig.dnsEndpointConfig';
const doors = [
  { field: 'enableK8sTokensViaDns', name: 'tokens' },
  { field: 'enableK8sCertsViaDns', name: 'certificates' },
] as const;
