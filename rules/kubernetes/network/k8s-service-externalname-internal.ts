import { z } from 'zod';
import { innerNameOf } from '#clouds/kubernetes/service/name-facts';
import { service } from '#clouds/kubernetes/service/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'k8s-service-externalname-internal',
  on: service,
  title: 'A service is no other name for something inside',
  severity: 'low',
  grades: ['medium'],
  control: 'services-exposed-on-purpose',
  why: 'Ingress controllers and proxies follow the name, and so reach what their own limits keep from callers.',
  fix: 'Point the service at a host outside of the cluster, or delete it and call the other service by its own name.',
  references: ['https://kubernetes.io/docs/concepts/services-networking/service/#externalname'],
  params: z.object({ allowedNames: nameList(), clusterDomain: z.string().default('cluster.local') }),

  evaluate({ config: { metadata, spec } }, { params: { allowedNames, clusterDomain } }) {
    if (spec?.type !== 'ExternalName') return notApplicable('the service is no other name');
    if (!spec.externalName) return fieldMissing('spec.externalName');
    const name = spec.externalName.toLowerCase().replace(/\.$/, '');
    const inner = innerNameOf(name, { own: metadata?.namespace ?? 'default', clusterDomain });
    if (!inner || (inner.is === 'service' && allowedNames.includes(name))) return pass();
    const evidence = { at: 'spec.externalName', actual: spec.externalName };
    return fail(`The service leads to ${name}, ${inner.says}.`, evidence, {
      grade: inner.is === 'guarded' ? ('medium' as const) : undefined,
    });
  },
});
