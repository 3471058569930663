import type { Evidence } from '#rule';
import { armId } from '../../address.ts';
import type { applicationGateway } from './resource.ts';

type Gateway = typeof applicationGateway.config;
type Listener = NonNullable<Gateway['httpListeners']>[number];
type Reference = { readonly id?: string | undefined } | undefined;

/** A listener of a gateway that serves HTTP without TLS. */
export interface PlainListener {
  readonly name: string;
  readonly isPublic: boolean;
  readonly seen: Evidence;
}

/**
 * The listeners that serve something else than a redirect to HTTPS without TLS, and those of which that is not known:
 * what an advanced routing map does is not read. A listener without a rule serves nothing.
 * Source: https://learn.microsoft.com/azure/application-gateway/redirect-overview
 */
export function plainListeners(gateway: Gateway): {
  readonly plain: readonly PlainListener[];
  readonly unclear: readonly string[];
} {
  const found = (gateway.httpListeners ?? []).flatMap((it, i) => {
    if (it.protocol?.toLowerCase() !== 'http') return [];
    const routes = routesOf(gateway, it);
    const seen = { at: `httpListeners[${i}].protocol`, actual: it.protocol, expected: 'Https' };
    return [{ name: it.name ?? it.id ?? '', isPublic: isPublic(gateway, it), seen, routes }];
  });
  const plain = found.filter(({ routes }) => routes.some((it) => it !== 'advanced' && !isSafe(gateway, it)));
  const unclear = found.filter((it) => !plain.includes(it) && it.routes.includes('advanced'));
  return { plain: plain.map(({ routes: _, ...it }) => it), unclear: unclear.map(({ name }) => name) };
}

/** Where requests to a listener go: to what the reference redirects to, or to machines where there is none. */
function routesOf(gateway: Gateway, listener: Listener): readonly (Reference | 'advanced')[] {
  return (gateway.requestRoutingRules ?? [])
    .filter(({ httpListener }) => isSame(httpListener, listener))
    .flatMap((rule): readonly (Reference | 'advanced')[] => {
      if (rule.advancedRoutingMap?.id) return ['advanced'];
      const map = (gateway.urlPathMaps ?? []).find((it) => rule.urlPathMap?.id && isSame(rule.urlPathMap, it));
      if (!map) return [rule.redirectConfiguration];
      return [map.defaultRedirectConfiguration, ...(map.pathRules ?? []).map((it) => it.redirectConfiguration)];
    });
}

function isSafe(gateway: Gateway, redirect: Reference): boolean {
  const to = (gateway.redirectConfigurations ?? []).find((it) => redirect?.id && isSame(redirect, it));
  const target = (gateway.httpListeners ?? []).find((it) => to?.targetListener?.id && isSame(to.targetListener, it));
  return target?.protocol?.toLowerCase() === 'https' || to?.targetUrl?.toLowerCase().startsWith('https://') === true;
}

function isPublic(gateway: Gateway, { frontendIPConfiguration }: Listener): boolean {
  const frontend = (gateway.frontendIPConfigurations ?? []).find((it) => isSame(frontendIPConfiguration, it));
  return Boolean(frontend?.publicIPAddress?.id);
}

const isSame = (one: Reference, other: Reference): boolean => armId(one?.id ?? '') === armId(other?.id ?? '');

const weakPolicies: ReadonlySet<string> = new Set(['appgwsslpolicy20150501', 'appgwsslpolicy20170401']);

/** A TLS policy that lets versions before 1.2 in. */
export interface WeakPolicy {
  readonly name: string;
  readonly seen: Evidence;
}

/**
 * The TLS policies in force that let old versions in: that of each profile that a listener of HTTPS names, and that of the
 * gateway where one names none with a policy. A gateway without HTTPS uses none.
 * Sources: https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview,
 * https://learn.microsoft.com/azure/application-gateway/application-gateway-configure-listener-specific-ssl-policy
 */
export function weakPoliciesOf(gateway: Gateway): readonly WeakPolicy[] {
  const { sslPolicy, sslProfiles = [], defaultPredefinedSslPolicy, httpListeners = [] } = gateway;
  const profiles = httpListeners
    .filter(({ protocol }) => protocol?.toLowerCase() === 'https')
    .map(({ sslProfile }) => sslProfiles.findIndex((it) => sslProfile?.id && it.sslPolicy && isSame(sslProfile, it)));
  return [...new Set(profiles)].flatMap((at): readonly WeakPolicy[] => {
    if (at >= 0) return weaknessOf(sslProfiles[at]?.sslPolicy, `sslProfiles[${at}].sslPolicy`);
    if (sslPolicy?.minProtocolVersion || sslPolicy?.policyName) return weaknessOf(sslPolicy, 'sslPolicy');
    return weaknessOf({ policyName: defaultPredefinedSslPolicy }, 'defaultPredefinedSslPolicy');
  });
}

/** A custom policy by its oldest version, else a predefined one by its name. Where neither is told the service takes TLS 1.2 and later. */
function weaknessOf(policy: Gateway['sslPolicy'], at: string): readonly WeakPolicy[] {
  const { minProtocolVersion: oldest, policyName: name } = policy ?? {};
  if (oldest) {
    const seen = { at: `${at}.minProtocolVersion`, actual: oldest, expected: 'TLSv1_2' };
    return /^tlsv1_[01]$/i.test(oldest) ? [{ name: oldest, seen }] : [];
  }
  if (!name || !weakPolicies.has(name.toLowerCase())) return [];
  return [{ name, seen: { at: at === 'defaultPredefinedSslPolicy' ? at : `${at}.policyName`, actual: name } }];
}
