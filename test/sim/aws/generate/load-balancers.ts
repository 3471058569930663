import type { Action, Listener, LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsRegion } from '../estate.ts';
import type { Network } from './network.ts';
import { daysAgo, type ClusterPlan } from './plan.ts';

type Balancing = Pick<AwsRegion, 'loadBalancers' | 'listeners'>;

/** What the load balancer controller made for a cluster: one for its ingresses, one inside, and beside them one of somebody else. */
export function loadBalancers(plan: ClusterPlan, net: Network): Balancing {
  const random = plan.random.fork('load-balancers');
  const arn = (name: string): string =>
    `arn:aws:elasticloadbalancing:${plan.region}:${plan.account}:loadbalancer/app/${name}/${random.hex(16)}`;
  const balancer = (name: string, Scheme: LoadBalancer['Scheme'], subnets: readonly string[]): LoadBalancer => ({
    LoadBalancerArn: arn(name),
    LoadBalancerName: name,
    DNSName: `${name}.${plan.region}.elb.amazonaws.com`,
    CreatedTime: daysAgo(90),
    Scheme,
    Type: 'application',
    VpcId: plan.vpcId,
    State: { Code: 'active' },
    AvailabilityZones: subnets.map((SubnetId) => ({ SubnetId })),
    SecurityGroups: [net.balancerGroupId],
    IpAddressType: 'ipv4',
  });
  const facing = balancer(`k8s-${plan.name}-facing`, 'internet-facing', net.publicSubnetIds);
  const inside = balancer(`k8s-${plan.name}-inside`, 'internal', net.privateSubnetIds);
  const others = balancer(`${plan.name}-portal`, 'internet-facing', net.publicSubnetIds);
  const tags = [{ Key: 'elbv2.k8s.aws/cluster', Value: plan.name }];
  return {
    loadBalancers: [
      { balancer: facing, tags },
      { balancer: inside, tags },
      { balancer: others, tags: [{ Key: 'team', Value: 'web' }] },
    ],
    listeners: [
      ...ofIngress(facing, random.pick(['clean', 'clean', 'plain', 'forwarding', 'old'] as const)),
      ...ofIngress(inside, 'plain'),
    ],
  };
}

/** The two listeners of an ingress: one leads to HTTPS, or serves in the clear by its rules or by its default action. */
function ofIngress(
  { LoadBalancerArn = '' }: LoadBalancer,
  kind: 'clean' | 'plain' | 'forwarding' | 'old',
): AwsRegion['listeners'] {
  const at = LoadBalancerArn.replace(':loadbalancer/', ':listener/');
  const forward: Action = {
    Type: 'forward',
    TargetGroupArn: LoadBalancerArn.replace(/:loadbalancer\/.*/, ':targetgroup/k8s/1'),
  };
  const upwards: Action = {
    Type: 'redirect',
    RedirectConfig: { Protocol: 'HTTPS', Port: '443', StatusCode: 'HTTP_301' },
  };
  const nothing: Action = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } };
  const plain: Listener = {
    ListenerArn: `${at}/0000000000000080`,
    LoadBalancerArn,
    Port: 80,
    Protocol: 'HTTP',
    DefaultActions: [kind === 'plain' ? nothing : kind === 'forwarding' ? forward : upwards],
  };
  const secure: Listener = {
    ListenerArn: `${at}/0000000000000443`,
    LoadBalancerArn,
    Port: 443,
    Protocol: 'HTTPS',
    SslPolicy: kind === 'old' ? 'ELBSecurityPolicy-2016-08' : 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    DefaultActions: [nothing],
  };
  const ruleOf = (listener: string) => ({
    RuleArn: `${at.replace(':listener/', ':listener-rule/')}/${listener}/0000000000000001`,
    Priority: '1',
    Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    Actions: [forward],
    IsDefault: false,
  });
  return [
    { listener: plain, rules: kind === 'plain' ? [ruleOf('0000000000000080')] : [] },
    { listener: secure, rules: [ruleOf('0000000000000443')] },
  ];
}
