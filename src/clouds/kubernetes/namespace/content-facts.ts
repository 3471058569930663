import { defineFact } from '#model';
import { serviceAccount } from '../service-account/resource.ts';
import { service } from '../service/resource.ts';
import { livePods } from '../workload/live-facts.ts';
import { namespaceWorkloads } from '../workload/namespace-workloads.ts';
import { workloadName } from '../workload/pod-template.ts';
import { workloads } from '../workload/resource.ts';
import { namespace } from './resource.ts';

/**
 * What people put into a namespace, such as `deployment web`: its workloads that run, its services, and its service accounts;
 * without those that every cluster has.
 */
export const namespaceContent = defineFact({
  name: 'k8s.namespace-content',
  of: namespace,
  uses: [...workloads, livePods, service, serviceAccount],
  work({ config }, look): readonly string[] {
    const space = config.metadata?.name ?? '';
    const nameOf = ({ config: { metadata } }: Named): string => metadata?.name ?? '';
    const services = look.list(service, { namespace: space }).items.map(nameOf);
    const accounts = look.list(serviceAccount, { namespace: space }).items.map(nameOf);
    return [
      ...namespaceWorkloads(space, look).items.map(workloadName),
      ...services.filter((name) => name !== 'kubernetes').map((name) => `service ${name}`),
      ...accounts.filter((name) => name !== 'default').map((name) => `service account ${name}`),
    ];
  },
});

interface Named {
  readonly config: { readonly metadata?: { readonly name?: string } };
}
