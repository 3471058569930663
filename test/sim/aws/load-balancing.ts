import {
  DescribeListeners$,
  DescribeLoadBalancers$,
  DescribeRules$,
  DescribeSSLPolicies$,
  DescribeTags$,
  ModifyListener$,
  type DescribeListenersInput,
  type DescribeListenersOutput,
  type DescribeLoadBalancersInput,
  type DescribeLoadBalancersOutput,
  type DescribeRulesInput,
  type DescribeRulesOutput,
  type DescribeSSLPoliciesInput,
  type DescribeSSLPoliciesOutput,
  type DescribeTagsInput,
  type DescribeTagsOutput,
  type Listener,
  type LoadBalancer,
  type ModifyListenerInput,
  type ModifyListenerOutput,
  type SslPolicy,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

const service = 'elasticloadbalancing';

export const loadBalancingOperations: readonly Operation[] = [
  operation(service, DescribeLoadBalancers$, describeLoadBalancers, 'LoadBalancerNotFound'),
  operation(service, DescribeTags$, describeTags, 'LoadBalancerNotFound'),
  operation(service, DescribeListeners$, describeListeners, 'ListenerNotFound'),
  operation(service, DescribeRules$, describeRules, 'ListenerNotFound'),
  operation(service, DescribeSSLPolicies$, describePolicies),
  operation(service, ModifyListener$, modifyListener, 'ListenerNotFound'),
];

function describeLoadBalancers(input: DescribeLoadBalancersInput, call: Call): DescribeLoadBalancersOutput {
  const { LoadBalancerArns: arns = [], PageSize: size, Marker: token } = input;
  const held = call.here.loadBalancers.map(({ balancer }) => balancer);
  const asked = arns.length === 0 ? held : arns.map((arn) => balancerAt(held, arn));
  const page = call.paginate(asked, token, sizeOf(size));
  return { LoadBalancers: page.items, NextMarker: page.next };
}

function describeTags({ ResourceArns: arns = [] }: DescribeTagsInput, call: Call): DescribeTagsOutput {
  if (arns.length > 20) throw new AwsError('ValidationError', 'ResourceArns takes at most 20 items');
  const held = call.here.loadBalancers;
  return {
    TagDescriptions: arns.map((ResourceArn) => {
      const found = held.find(({ balancer }) => balancer.LoadBalancerArn === ResourceArn);
      if (!found) throw noBalancer(ResourceArn);
      return { ResourceArn, Tags: [...found.tags] };
    }),
  };
}

/** One of the two says which listeners. */
function describeListeners(input: DescribeListenersInput, call: Call): DescribeListenersOutput {
  const { LoadBalancerArn: of, ListenerArns: arns = [], PageSize: size, Marker: token } = input;
  if ((of === undefined) === (arns.length === 0))
    throw new AwsError('ValidationError', 'You must specify either listener ARNs or a load balancer ARN');
  if (of !== undefined) {
    const balancers = call.here.loadBalancers.map(({ balancer }) => balancer);
    balancerAt(balancers, of);
  }
  const held = call.here.listeners.map(({ listener }) => listener);
  const own = held.filter(({ LoadBalancerArn }) => LoadBalancerArn === of);
  const asked = of === undefined ? arns.map((arn) => heldAt(call, arn).listener) : own;
  const page = call.paginate(asked, token, sizeOf(size));
  return { Listeners: page.items, NextMarker: page.next };
}

/** The default action comes last, as a rule of its own. */
function describeRules(input: DescribeRulesInput, call: Call): DescribeRulesOutput {
  const { ListenerArn: of = '', PageSize: size, Marker: token } = input;
  const { listener, rules } = heldAt(call, of);
  const last = {
    RuleArn: `${of.replace(':listener/', ':listener-rule/')}/00000000000000ff`,
    Priority: 'default',
    Conditions: [],
    Actions: listener.DefaultActions,
    IsDefault: true,
  };
  const page = call.paginate([...rules, last], token, sizeOf(size));
  return { Rules: page.items, NextMarker: page.next };
}

function describePolicies(input: DescribeSSLPoliciesInput, call: Call): DescribeSSLPoliciesOutput {
  const { Names: names = [], PageSize: size, Marker: token } = input;
  const asked = names.length === 0 ? policies : policies.filter(({ Name = '' }) => names.includes(Name));
  const page = call.paginate(asked, token, sizeOf(size));
  return { SslPolicies: page.items, NextMarker: page.next };
}

/** What is given takes the place of what was there. A policy belongs to a listener that ends TLS. */
function modifyListener(input: ModifyListenerInput, call: Call): ModifyListenerOutput {
  const { ListenerArn: of = '', SslPolicy: policy, DefaultActions: actions } = input;
  const { listener } = heldAt(call, of);
  if (policy !== undefined && !policies.some(({ Name }) => Name === policy))
    throw new AwsError('SSLPolicyNotFound', `SSL policy '${policy}' not found`);
  if (policy !== undefined && listener.Protocol !== 'HTTPS' && listener.Protocol !== 'TLS')
    throw new AwsError('InvalidConfigurationRequest', 'An SSL policy needs a secure listener');
  const changed: Listener = {
    ...listener,
    ...(policy !== undefined && { SslPolicy: policy }),
    ...(actions !== undefined && { DefaultActions: actions }),
  };
  const listeners = call.here.listeners.map((it) => (it.listener === listener ? { ...it, listener: changed } : it));
  call.changeHere({ listeners });
  return { Listeners: [changed] };
}

function balancerAt(held: readonly LoadBalancer[], arn: string): LoadBalancer {
  const found = held.find(({ LoadBalancerArn }) => LoadBalancerArn === arn);
  if (!found) throw noBalancer(arn);
  return found;
}

function heldAt(call: Call, arn: string): Call['here']['listeners'][number] {
  const found = call.here.listeners.find(({ listener }) => listener.ListenerArn === arn);
  if (!found) throw new AwsError('ListenerNotFound', `One or more listeners not found: ${arn}`);
  return found;
}

const noBalancer = (arn: string): AwsError =>
  new AwsError('LoadBalancerNotFound', `One or more load balancers not found: ${arn}`);

function sizeOf(asked = 400): number {
  if (!Number.isInteger(asked) || asked < 1 || asked > 400)
    throw new AwsError('ValidationError', 'PageSize must be between 1 and 400');
  return asked;
}

/**
 * Some of the policies that AWS has made, with what they let listeners speak.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export const policies: readonly SslPolicy[] = [
  { Name: 'ELBSecurityPolicy-2016-08', SslProtocols: ['TLSv1', 'TLSv1.1', 'TLSv1.2'] },
  { Name: 'ELBSecurityPolicy-TLS-1-1-2017-01', SslProtocols: ['TLSv1.1', 'TLSv1.2'] },
  { Name: 'ELBSecurityPolicy-TLS-1-2-2017-01', SslProtocols: ['TLSv1.2'] },
  { Name: 'ELBSecurityPolicy-TLS13-1-2-2021-06', SslProtocols: ['TLSv1.2', 'TLSv1.3'] },
  { Name: 'ELBSecurityPolicy-TLS13-1-3-2021-06', SslProtocols: ['TLSv1.3'] },
].map((it) => ({
  ...it,
  Ciphers: [{ Name: 'ECDHE-ECDSA-AES128-GCM-SHA256', Priority: 1 }],
  SupportedLoadBalancerTypes: ['application', 'network'],
}));
