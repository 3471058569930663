import { listener } from '#clouds/aws/elbv2/listener/resource';
import { loadBalancer } from '#clouds/aws/elbv2/load-balancer/resource';
import { sslPolicies } from '#clouds/aws/elbv2/ssl-policies/resource';
import { loadBalancerTags } from '#clouds/aws/elbv2/tags/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Balancer = typeof loadBalancer.config;
type Listener = typeof listener.config;
type Action = NonNullable<Listener['DefaultActions']>[number];

const region = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';

/** The address of the load balancer shop. */
export const shopBalancer = `${region}:loadbalancer/app/shop/0a1b2c3d4e5f6071`;

/** The load balancer shop, which stands and faces the internet. */
export const balancerWith = (config: Draft<Balancer> = {}): Resource<'elbv2.load-balancer', Balancer> =>
  make(
    loadBalancer,
    shopBalancer,
    {
      ...{ LoadBalancerArn: shopBalancer, LoadBalancerName: 'shop', Type: 'application', Scheme: 'internet-facing' },
      State: { Code: 'active' },
      ...config,
    },
    { name: 'shop' },
  );

/** The tags of the load balancer shop. */
export const balancerTags = (tags: Readonly<Record<string, string>> | undefined): Resource =>
  make(loadBalancerTags, `${shopBalancer}/tags`, {
    ResourceArn: shopBalancer,
    Tags: tags && Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
  });

/** A listener of the load balancer shop: its address ends with its port. */
export const listenerWith = (config: Draft<Listener>): Resource<'elbv2.listener', Listener> =>
  make(
    listener,
    `${region}:listener/app/shop/0a1b2c3d4e5f6071/${config.Port ?? 0}`,
    { LoadBalancerArn: shopBalancer, ...config },
    { name: `${config.Protocol ?? ''} ${config.Port ?? ''}` },
  );

export const forward: Draft<Action> = { Type: 'forward', TargetGroupArn: `${region}:targetgroup/shop/1` };
export const toHttps: Draft<Action> = {
  Type: 'redirect',
  RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
};
export const answer404: Draft<Action> = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };

/** What some security policies let listeners speak. */
export const policiesOf = (policies: Readonly<Record<string, readonly string[] | undefined>>): Resource =>
  make(sslPolicies, 'aws:111122223333:eu-west-1/elbv2.ssl-policies', {
    SslPolicies: Object.entries(policies).map(([Name, SslProtocols]) => ({ Name, SslProtocols })),
  });
