import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { listener } from '../elbv2/listener/resource.ts';
import { loadBalancer } from '../elbv2/load-balancer/resource.ts';
import { sslPolicies } from '../elbv2/ssl-policies/resource.ts';
import { loadBalancerTags } from '../elbv2/tags/resource.ts';
import { created, placeOfArn } from './place.ts';

/** Answers of Elastic Load Balancing about application, network and gateway load balancers; classic ones name no addresses. */
export function elbDocument(document: unknown, { request }: Hints): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const isWhole = textAt(document, 'NextMarker') === undefined && !isPart(request);
  const balancers = entriesIn(document, 'LoadBalancers', 'LoadBalancerArn');
  if (balancers) {
    const found = balancers.map((it) => foundAt(loadBalancer, it, 'LoadBalancerArn', 'LoadBalancerName'));
    return isWhole ? listing(found, { type: loadBalancer, api: apiOf(loadBalancer) }) : objects(found);
  }
  const tagged = entriesIn(document, 'TagDescriptions', 'ResourceArn')?.filter(isOfBalancer);
  if (tagged && tagged.length > 0) return objects(tagged.map(tagsOf));
  const listeners = entriesIn(document, 'Listeners', 'ListenerArn');
  if (listeners) return objects(listeners.map((it) => foundAt(listener, it, 'ListenerArn', 'Protocol')));
  const policies = entriesIn(document, 'SslPolicies', 'Name');
  return policies && isWhole ? policiesOf(policies) : undefined;
}

/** Every type that they hold. */
export const elbTypes: readonly Type[] = [loadBalancer, loadBalancerTags, listener, sslPolicies];

/** Whether it was asked for some by their names. */
const isPart = (request: unknown): boolean =>
  listAt(request, 'LoadBalancerArns').length + listAt(request, 'Names').length > 0;

function entriesIn(document: Json, list: string, field: string): readonly Json[] | undefined {
  const entries = document[list];
  if (!isListOfObjects(entries) || entries.length === 0) return undefined;
  return entries.every((it) => textAt(it, field)) ? entries : undefined;
}

const isOfBalancer = (it: Json): boolean => textAt(it, 'ResourceArn')?.includes(':loadbalancer/') === true;

function foundAt(type: Type, config: Json, address: string, name: string): Found {
  const id = textAt(config, address) ?? '';
  return {
    type,
    id,
    name: textAt(config, name) ?? id,
    ...created(config, 'CreatedTime'),
    place: placeOfArn(id),
    config,
  };
}

function tagsOf(config: Json): Found {
  const arn = textAt(config, 'ResourceArn') ?? '';
  const name = arn.split('/').at(-2) ?? arn;
  return { type: loadBalancerTags, id: `${arn}/tags`, name, place: placeOfArn(arn), config };
}

function policiesOf(policies: readonly Json[]): Recognised {
  const SslPolicies = policies.map(({ Name, SslProtocols }) => ({ Name, SslProtocols }));
  const id = (target: string): string => `${target}/${sslPolicies.name}`;
  const own: Found = { type: sslPolicies, id, name: sslPolicies.name, place: {}, config: { SslPolicies } };
  return listing([own], { type: sslPolicies, api: apiOf(sslPolicies) });
}

const apiOf = (type: Type): string => type.reads[0] ?? type.name;
