import { defineFact, type ResourceOf, type Unknown } from '#model';
import { isUnread } from '#rule';
import { scopeOfEntry } from '../service/exposure-facts.ts';
import { isStored } from '../stored.ts';
import { parametersOf, servingClass, type Controller, type ServingClass } from './class-facts.ts';
import { ingress } from './resource.ts';

type Ingress = ResourceOf<typeof ingress>;

/** How an ingress is reached from outside. */
export interface Front {
  readonly class: ServingClass;
  /** Internal only where that is known. */
  readonly scope: 'public' | 'internal';
}

/**
 * Whether an ingress is one for the internet: its own settings say so, or the addresses that its controller wrote into its
 * status. Load balancers of AWS are internal where nothing says otherwise.
 * Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#scheme,
 * https://azure.github.io/application-gateway-kubernetes-ingress/annotations/#use-private-ip
 */
export const ingressFront = defineFact({
  name: 'k8s.ingress-front',
  of: ingress,
  uses: [servingClass],
  work(it, { fact }): Front | Unknown {
    const served = fact(servingClass, it);
    if (isUnread(served)) return served;
    const told = toldScope(it, served.controller);
    const shown = shownScope(it);
    if (served.controller === 'alb' && served.hasParameters && !shown) return parametersOf(served);
    return { class: served, scope: shown ?? told ?? 'public' };
  },
});

function shownScope(it: Ingress): Front['scope'] | undefined {
  const entries = isStored(it.config) ? (it.config.status?.loadBalancer?.ingress ?? []) : [];
  const scopes = entries.map(scopeOfEntry);
  if (scopes.includes('external')) return 'public';
  return scopes.length > 0 && scopes.every((scope) => scope === 'internal') ? 'internal' : undefined;
}

function toldScope(it: Ingress, controller: Controller | undefined): Front['scope'] | undefined {
  const annotations = it.config.metadata?.annotations ?? {};
  switch (controller) {
    case 'alb':
      return annotations['alb.ingress.kubernetes.io/scheme'] === 'internet-facing' ? 'public' : 'internal';
    case 'gce-internal':
      return 'internal';
    case 'application-gateway':
      return annotations['appgw.ingress.kubernetes.io/use-private-ip'] === 'true' ? 'internal' : 'public';
    case 'nginx':
    case 'gce':
    case undefined:
      return undefined;
  }
}
