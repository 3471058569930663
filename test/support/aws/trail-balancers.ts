import type { TrailCase } from './trail.ts';

const region = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333';
const balancer = `${region}:loadbalancer/app/shop/0a1b2c3d4e5f6071`;
const listener = `${region}:listener/app/shop/0a1b2c3d4e5f6071/f2f7dc8efc522ab2`;
const rule = `${region}:listener-rule/app/shop/0a1b2c3d4e5f6071/f2f7dc8efc522ab2/9683b2d02a6cabee`;

const balancers = { 'elbv2.load-balancer': [balancer] };
const tags = { 'elbv2.load-balancer-tags': [`${balancer}/tags`] };
const listeners = { 'elbv2.listener': [listener] };
const any = { 'elbv2.listener': 'any' } as const;

const on = (call: string, request: object, touched: TrailCase['touched'], response?: object): TrailCase => ({
  ...{ call: `elasticloadbalancing:${call}`, request, touched },
  ...(response && { response }),
});

const detector = { 'guardduty.detectors': ['aws:111122223333:eu-west-1/guardduty.detectors'] };

export const detectorCases: readonly TrailCase[] = [
  'CreateDetector',
  'UpdateDetector',
  'DeleteDetector',
  'DisassociateFromAdministratorAccount',
].map((call) => ({ call: `guardduty:${call}`, request: { detectorId: '12abc34d' }, touched: detector }));

export const balancerCases: readonly TrailCase[] = [
  on(
    'CreateLoadBalancer',
    { name: 'shop' },
    { ...balancers, ...tags },
    { loadBalancers: [{ loadBalancerArn: balancer }] },
  ),
  on('DeleteLoadBalancer', { loadBalancerArn: balancer }, { ...balancers, ...tags, ...any }),
  on('SetSubnets', { loadBalancerArn: balancer }, balancers),
  on('SetSecurityGroups', { loadBalancerArn: balancer }, balancers),
  on('SetIpAddressType', { loadBalancerArn: balancer }, balancers),
  on('AddTags', { resourceArns: [balancer], tags: [] }, { ...tags, ...any }),
  on('RemoveTags', { resourceArns: [balancer, `${region}:targetgroup/shop/1`] }, { ...tags, ...any }),
  on('CreateListener', { loadBalancerArn: balancer }, listeners, { listeners: [{ listenerArn: listener }] }),
  on('ModifyListener', { listenerArn: listener }, listeners),
  on('DeleteListener', { listenerArn: listener }, listeners),
  on('CreateRule', { listenerArn: listener }, listeners),
  on('ModifyRule', { ruleArn: rule }, listeners),
  on('DeleteRule', { ruleArn: rule }, listeners),
  on('SetRulePriorities', { rulePriorities: [{ ruleArn: rule, priority: 5 }] }, listeners),
];
