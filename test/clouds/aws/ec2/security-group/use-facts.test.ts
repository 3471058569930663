import { describe, expect, test } from 'vitest';
import { instance } from '#clouds/aws/ec2/instance/resource';
import { networkInterface } from '#clouds/aws/ec2/network-interface/resource';
import { groupUse } from '#clouds/aws/ec2/security-group/use-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import type { Resource } from '#model';
import { groupWith, interfaceWith, nodeWith, publicAddress } from '../../../../support/aws/ec2.ts';
import { clusterWith, nodegroupWith } from '../../../../support/aws/eks.ts';
import { answerOf } from '../../../../support/aws/fact.ts';
import { gapOn, places } from '../../../../support/build.ts';

const use = (...beside: Resource[]) => answerOf(groupUse, groupWith([]), beside);
const byCluster = { by: 'cluster', exposed: false };
const elb = `ELB a${'0123456789abcdef'.repeat(2).slice(1)}`;

describe('a cluster uses a security group', () => {
  test.each<[string, Resource[]]>([
    ['that its configuration names for the control plane', [clusterWith({ securityGroupIds: ['sg-1'] })]],
    ['that EKS made for it', [clusterWith({ clusterSecurityGroupId: 'sg-1' })]],
    ['that opens remote access to a node group', [nodegroupWith({ resources: { remoteAccessSecurityGroup: 'sg-1' } })]],
    ['on an interface of its control plane', [interfaceWith({ Description: 'Amazon EKS shop' })]],
    ['on an interface of a node', [interfaceWith({ Attachment: { InstanceId: 'i-1' } }), nodeWith()]],
    [
      'on the branch interface of a pod',
      [interfaceWith({ Description: 'aws-k8s-branch-eni', InterfaceType: 'branch' })],
    ],
    [
      'on an interface that the network plugin tagged',
      [interfaceWith({ TagSet: [{ Key: 'cluster.k8s.amazonaws.com/name', Value: 'shop' }] })],
    ],
    ['on an interface that the network plugin made', [interfaceWith({ Description: 'aws-K8S-i-0123456789abcdef0' })]],
    [
      'on an interface that the network plugin tagged for an instance',
      [interfaceWith({ TagSet: [{ Key: 'node.k8s.amazonaws.com/instance_id', Value: 'i-9' }] })],
    ],
    ['on an application load balancer of its controller', [interfaceWith({ Description: 'ELB app/k8s-web-1/50dc' })]],
    ['on a network load balancer of its controller', [interfaceWith({ Description: 'ELB net/k8s-web-1/50dc' })]],
    ['on a classic load balancer of its cloud provider', [interfaceWith({ Description: elb })]],
  ])('%s', (_, beside) => {
    expect(use(...beside)).toEqual(byCluster);
  });

  test.each(['elbv2.k8s.aws/cluster', 'ingress.k8s.aws/cluster', 'kubernetes.io/cluster/shop'])(
    'that carries the tag %s and is attached',
    (Key) => {
      const tagged = groupWith([], { Tags: [{ Key, Value: 'shop' }] });
      expect(answerOf(groupUse, tagged, [interfaceWith({ Description: 'ELB app/own-name/50dc' })])).toEqual(byCluster);
      expect(answerOf(groupUse, tagged)).toEqual({ by: 'nobody', exposed: false });
    },
  );
});

describe('others use a security group', () => {
  test.each<[string, Resource[]]>([
    ['on an instance that is no node', [interfaceWith({ Attachment: { InstanceId: 'i-1' } }), nodeWith({ Tags: [] })]],
    ['on a load balancer that no cluster made', [interfaceWith({ Description: 'ELB app/shop-front/50dc' })]],
    ['on a branch interface of ECS', [interfaceWith({ InterfaceType: 'branch', Description: 'arn:aws:ecs:task' })]],
    [
      'while clusters use other groups',
      [interfaceWith(), clusterWith({ securityGroupIds: ['sg-2'] }), nodegroupWith()],
    ],
  ])('%s', (_, beside) => {
    expect(use(...beside)).toEqual({ by: 'others', exposed: false });
  });
});

describe('nothing says who uses a load balancer in the VPC of a cluster', () => {
  const cluster = clusterWith({ vpcId: 'vpc-1' });
  const balancer = (config: Parameters<typeof interfaceWith>[0]) =>
    use(cluster, interfaceWith({ VpcId: 'vpc-1', ...config }));

  test.each<[string, Parameters<typeof interfaceWith>[0]]>([
    ['with a name of its own', { Description: 'ELB app/shop-front/50dc' }],
    ['that the service made', { RequesterId: 'amazon-elb' }],
    ['of the network', { InterfaceType: 'network_load_balancer' }],
  ])('%s', (_, config) => {
    expect(balancer({ ...config, ...publicAddress })).toMatchObject({ by: { reason: 'not-found' }, exposed: true });
  });

  test('by its name', () => {
    expect(balancer({ Description: 'ELB app/shop-front/50dc' })).toMatchObject({
      by: { message: 'Nothing says whether ELB app/shop-front/50dc is a load balancer of a cluster.' },
    });
    expect(balancer({ RequesterId: 'amazon-elb', Description: '' })).toMatchObject({
      by: {
        message:
          'Nothing says whether arn:aws:ec2:eu-west-1:111122223333:network-interface/eni-1 is a load balancer of a cluster.',
      },
    });
  });

  test('but in another VPC others do, and what a cluster names is its own', () => {
    expect(balancer({ VpcId: 'vpc-2', Description: 'ELB app/shop-front/50dc' })).toEqual({
      by: 'others',
      exposed: false,
    });
    expect(balancer({ Description: 'ELB app/k8s-web-1/50dc' })).toEqual(byCluster);
    expect(balancer({ Description: 'VPC Endpoint Interface vpce-1', InterfaceType: 'vpc_endpoint' })).toMatchObject({
      by: 'others',
    });
  });
});

test('nobody uses a group that is on no interface and in no configuration', () => {
  const elsewhere = interfaceWith({ Groups: [{ GroupId: 'sg-2' }], ...publicAddress });
  expect(use(elsewhere, clusterWith({}))).toEqual({ by: 'nobody', exposed: false });
});

describe('a group is exposed', () => {
  const exposed = (config: Parameters<typeof interfaceWith>[0]) => use(interfaceWith(config));

  test.each<[string, Parameters<typeof interfaceWith>[0]]>([
    ['by the public address of an interface', publicAddress],
    [
      'by the public address of a second private address',
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1.18', ...publicAddress }] },
    ],
    ['by an internet-facing load balancer', { Description: 'ELB app/k8s-web-1/50dc', ...publicAddress }],
    ['by a global IPv6 address', { Ipv6Addresses: [{ Ipv6Address: '2a05:d018::1' }] }],
  ])('%s', (_, config) => {
    expect(exposed(config)).toMatchObject({ exposed: true });
  });

  test.each<[string, Parameters<typeof interfaceWith>[0]]>([
    ['by private addresses', {}],
    ['by a local IPv6 address', { Ipv6Addresses: [{ Ipv6Address: 'fd00::1' }] }],
    [
      'by IPv6 that is cut off from the internet',
      { DenyAllIgwTraffic: true, Ipv6Addresses: [{ Ipv6Address: '2a05::1' }] },
    ],
  ])('not %s', (_, config) => {
    expect(exposed(config)).toMatchObject({ exposed: false });
  });
});

describe('what could not be read', () => {
  test('without interfaces a named group is of a cluster, and its exposure is unknown', () => {
    const answer = answerOf(groupUse, groupWith([]), [clusterWith({ securityGroupIds: ['sg-1'] })], {
      hidden: [networkInterface],
    });
    expect(answer).toMatchObject({ by: 'cluster', exposed: { verdict: 'unknown', reason: 'denied' } });
  });

  test('a public interface of a listing that was cut short is seen', () => {
    const gaps = [gapOn(networkInterface, places['aws-region'])];
    const beside = [interfaceWith({ Description: 'Amazon EKS shop', ...publicAddress })];
    expect(answerOf(groupUse, groupWith([]), beside, { gaps })).toEqual({ by: 'cluster', exposed: true });
  });

  test.each([
    ['interfaces', networkInterface],
    ['clusters', eksCluster],
    ['node groups', eksNodegroup],
    ['instances', instance],
  ])('without %s it cannot be said that others use the group', (_, type) => {
    const beside = [interfaceWith({ Attachment: { InstanceId: 'i-1' } }), nodeWith({ Tags: [] })];
    const unread = { verdict: 'unknown', reason: 'denied' };
    const exposed = type === networkInterface ? unread : false;
    expect(answerOf(groupUse, groupWith([]), beside, { hidden: [type] })).toMatchObject({ by: unread, exposed });
  });

  test.each([
    ['clusters', eksCluster],
    ['node groups', eksNodegroup],
  ])('without %s it cannot be said that nobody uses the group, nor what stands behind it', (_, type) => {
    const unread = { verdict: 'unknown', reason: 'denied' };
    expect(answerOf(groupUse, groupWith([]), [], { hidden: [type] })).toMatchObject({ by: unread, exposed: unread });
  });

  test('without clusters a public interface is still seen', () => {
    const answer = answerOf(groupUse, groupWith([]), [interfaceWith(publicAddress)], { hidden: [eksCluster] });
    expect(answer).toMatchObject({ by: { verdict: 'unknown' }, exposed: true });
  });
});
