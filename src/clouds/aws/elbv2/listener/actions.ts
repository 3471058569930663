import { defineAction, wire, type Action, type CannotPlan, type Look } from '#model';
import { cannotPlan } from '#rule';
import { sslPolicies } from '../ssl-policies/resource.ts';
import { listener } from './resource.ts';

/**
 * Gives a listener another security policy. Callers that speak only what the new one leaves out are cut off.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_ModifyListener.html
 */
export const setSslPolicy = defineAction({
  name: 'elbv2.set-ssl-policy',
  on: listener,
  kind: 'replace',
  permissions: ['elasticloadbalancing:ModifyListener'],
  writes: ['SslPolicy'],
  request: wire<{ SslPolicy: string }>(),
  simulate: (it, { SslPolicy }) => [{ put: { ...it, config: { ...it.config, SslPolicy } } }],
  undo: ({ config: { SslPolicy } }, _, again) =>
    SslPolicy === undefined ? { cannot: 'the policy that it had is not known' } : [again({ SslPolicy })],
});

/**
 * Policies from TLS 1.2 on and of TLS 1.3 alone that listeners of both kinds take. Whoever chose validated cryptography keeps it.
 * Source: https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
const usual = ['ELBSecurityPolicy-TLS13-1-2-2021-06', 'ELBSecurityPolicy-TLS13-1-3-2021-06'];
const validated = ['ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04', 'ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04'];

/** Gives the listener of a finding the first policy of its kind that speaks none of the versions. */
export function renewPolicy(
  balancer: string,
  { list }: Look<typeof listener | typeof sslPolicies>,
  key: string | undefined,
  without: readonly string[],
): readonly Action[] | CannotPlan {
  const own = list(listener, { loadBalancer: balancer }).items.find(({ config }) => keyOf(config) === key);
  if (own?.config.SslPolicy === undefined)
    return cannotPlan('what is served in the clear is led to HTTPS where the Ingress or the Service says so');
  const known = list(sslPolicies).items.flatMap(({ config }) => config.SslPolicies);
  const fits = (own.config.SslPolicy.includes('-FIPS-') ? validated : usual).find((name) => {
    const speaks = known.find(({ Name }) => Name === name)?.SslProtocols;
    return speaks !== undefined && !speaks.some((one) => without.includes(one));
  });
  if (fits === undefined) return cannotPlan('no security policy is known that speaks only what policy asks for');
  return [setSslPolicy(own, { SslPolicy: fits })];
}

/** What a finding on a listener is told apart by. */
export const keyOf = ({ Protocol, Port }: typeof listener.config): string => `${Protocol ?? ''} ${Port ?? ''}`;
