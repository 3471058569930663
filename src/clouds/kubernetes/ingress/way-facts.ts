import { parseAddressList } from '#lib/address-list';
import { isWholeInternet } from '#lib/addresses';
import { portRange, union, noPorts } from '#lib/ports';
import { defineFact, type ResourceOf, type Ways } from '#model';
import { isUnread, unknown } from '#rule';
import { backendsOf } from '../service/backend-facts.ts';
import { isStored } from '../stored.ts';
import { ingressFront } from './front-facts.ts';
import { ingress } from './resource.ts';
import { hostsOf, ingressTls } from './tls-facts.ts';

type Ingress = ResourceOf<typeof ingress>;

/** The way in that an ingress opens to the services behind it: by HTTP, HTTPS or both, as its controller serves it. */
export const ingressWays = defineFact({
  name: 'k8s.ingress-ways',
  of: ingress,
  uses: [ingressFront, ingressTls],
  work(it, { fact }): Ways {
    const front = fact(ingressFront, it);
    if (isUnread(front)) return { ways: [], unread: front };
    const { scope, class: served } = front;
    const ports = portsOf(fact(ingressTls, it));
    const named = limitsOf(it);
    const isPublic = scope === 'public';
    const all = isPublic ? 'the internet' : 'the network around the cluster';
    const backends = [...new Set(backendsOf(it).flatMap((name) => name ?? []))];
    return {
      ways: [
        {
          to: `${hostsOf(it).join(', ')} (${backends.join(', ') || 'no service'})`,
          protocols: ['tcp'],
          ports: ports ?? union(http, https),
          from: named.length > 0 ? named : [all],
          internet: isPublic && (named.length === 0 || isWholeInternet(parseAddressList(named).set)),
          through: served.name === undefined ? 'its ingress' : `the ingress class ${served.name}`,
          exposed: isPublic && !hasAddress(it) ? noAddress : isPublic,
        },
      ],
    };
  },
});

const http = portRange(80, 80) ?? noPorts;
const https = portRange(443, 443) ?? noPorts;

/** Undefined where it is not known whether there is TLS. */
function portsOf(
  tls: { readonly clear: readonly string[]; readonly plainToo: boolean } | { readonly verdict: string },
) {
  if ('verdict' in tls) return undefined;
  if (tls.plainToo) return union(http, https);
  return tls.clear.length > 0 ? http : https;
}

/** The networks that an ingress limits its callers to, by what its controller reads. */
export const limitsOf = ({ config: { metadata } }: Ingress): readonly string[] =>
  limits.flatMap((key) => metadata?.annotations?.[key]?.split(',') ?? []).map((text) => text.trim());

// Sources: https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/guide/ingress/annotations/#inbound-cidrs,
// https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#whitelist-source-range
const limits = [
  'alb.ingress.kubernetes.io/inbound-cidrs',
  'nginx.ingress.kubernetes.io/whitelist-source-range',
  'nginx.ingress.kubernetes.io/allowlist-source-range',
];

const hasAddress = ({ config }: Ingress): boolean =>
  isStored(config) && (config.status?.loadBalancer?.ingress ?? []).length > 0;

const noAddress = unknown('in-transition', 'Its controller has not written an address into its status.');
