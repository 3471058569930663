import { z } from 'zod';
import { changed, updateCluster } from '#clouds/azure/aks/cluster/actions';
import { givenWithout, trustedAuthorities } from '#clouds/azure/aks/cluster/authority-facts';
import { aksCluster } from '#clouds/azure/aks/cluster/resource';
import { count, nameList } from '#lib/params';
import { daysBetween, formatDate } from '#lib/time';
import { cannotPlan, defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-custom-ca-trust',
  on: aksCluster,
  title: 'AKS nodes trust no certificate authority beside those that policy names and that last',
  severity: 'low',
  control: 'images-from-trusted-sources',
  why: 'Whoever holds the key of such an authority can read and replace every image that nodes pull.',
  fix: 'Take the certificate out of the cluster, or name its fingerprint in allowedFingerprints; replace one that ends.',
  references: [
    'https://learn.microsoft.com/azure/aks/custom-certificate-authority',
    'https://learn.microsoft.com/azure/aks/http-proxy',
  ],
  params: z.object({ allowedFingerprints: nameList(), warnDays: count(30) }),
  timed: true,

  evaluate({ config }, { params, at }) {
    const found = trustedAuthorities(config);
    if (found.length === 0) return notApplicable('its nodes trust the authorities of their system alone');
    const allowed = new Set(params.allowedFingerprints.map((it) => it.replaceAll(':', '').toLowerCase()));
    const bad = found.flatMap((authority) => {
      if (isUnread(authority)) return authority;
      const { fingerprint: key, end, seen } = authority;
      const told = `Nodes trust the certificate authority ${key}`;
      if (!allowed.has(key)) return fail(`${told}, which policy does not name.`, seen, { key });
      if (at >= end) return fail(`${told}, which ended on ${formatDate(end)}.`, seen, { key });
      const isNear = (daysBetween(at, end) ?? 0) <= params.warnDays;
      return isNear ? fail(`${told}, which ends on ${formatDate(end)}.`, seen, { key }) : [];
    });
    return bad.length > 0 ? bad : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [updateCluster],
    plan(cluster, _, { key = '' }) {
      const left = givenWithout(cluster.config, key);
      return left
        ? changed(cluster, { securityProfile: { customCATrustCertificates: left } })
        : cannotPlan('it stands in one value with others, or the proxy of the cluster needs it');
    },
  },
});
