import { listener as listenerType } from '#clouds/aws/elbv2/listener/resource';
import { loadBalancer } from '#clouds/aws/elbv2/load-balancer/resource';
import { sslPolicies } from '#clouds/aws/elbv2/ssl-policies/resource';
import { loadBalancerTags } from '#clouds/aws/elbv2/tags/resource';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { policies } from '../../sim/aws/load-balancing.ts';
import { item, type Item } from './readings.ts';

const ofCluster =
  /^(?:elbv2\.k8s\.aws\/cluster|ingress\.k8s\.aws\/cluster|eks:eks-cluster-name|kubernetes\.io\/cluster\/.+)$/;

/** The addresses of the load balancers that face the internet and that tags call a cluster's. */
export function balancersOfClusters({ loadBalancers }: AwsRegion): ReadonlySet<string> {
  return new Set(
    loadBalancers
      .filter(({ balancer, tags }) => facesInternet(balancer) && tags.some(({ Key = '' }) => ofCluster.test(Key)))
      .flatMap(({ balancer }) => balancer.LoadBalancerArn ?? []),
  );
}

/** The listeners of these load balancers. */
export const listenersOf = ({ listeners }: AwsRegion, balancers: ReadonlySet<string>): AwsRegion['listeners'] =>
  listeners.filter(({ listener }) => balancers.has(listener.LoadBalancerArn ?? ''));

/** The load balancers of a region as a sweep reads them. */
export function balancerItems(target: string, held: AwsRegion): readonly Item[] {
  const facing = held.loadBalancers.filter(({ balancer }) => facesInternet(balancer));
  return [
    ...held.loadBalancers.map(({ balancer }) =>
      item(loadBalancer, balancer.LoadBalancerArn, balancer, balancer.LoadBalancerName, balancer.CreatedTime),
    ),
    ...facing.map(({ balancer: { LoadBalancerArn: ResourceArn = '', LoadBalancerName }, tags: Tags }) =>
      item(loadBalancerTags, `${ResourceArn}/tags`, { ResourceArn, Tags: [...Tags] }, LoadBalancerName),
    ),
    ...listenersOf(held, balancersOfClusters(held)).map(({ listener, rules }) => {
      const { Protocol, Port, DefaultActions: actions = [] } = listener;
      const asked = Protocol === 'HTTP' && actions.every(({ Type }) => Type !== 'forward');
      const last = { Priority: 'default', Actions: actions, IsDefault: true };
      const config = asked ? { ...listener, Rules: [...rules, last] } : listener;
      return item(listenerType, listener.ListenerArn, config, `${Protocol ?? ''} ${Port ?? ''}`);
    }),
    item(sslPolicies, `${target}/${sslPolicies.name}`, {
      SslPolicies: policies.map(({ Name, SslProtocols }) => ({ Name, SslProtocols })),
    }),
  ];
}

const facesInternet = ({ Scheme }: AwsRegion['loadBalancers'][number]['balancer']): boolean =>
  Scheme === 'internet-facing';
