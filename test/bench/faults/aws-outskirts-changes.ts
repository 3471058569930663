import type { Listener } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsEstate, AwsRegion } from '../../sim/aws/estate.ts';

/**
 * The estate with what stands around clusters: load balancers of which the first serves in the clear and by old TLS and the
 * second neither, and GuardDuty, deaf in one region and whole in the other.
 */
export function withOutskirts(estate: AwsEstate, account: string, deaf: string, whole: string): AwsEstate {
  const own = estate.accounts[account];
  const [first, second] = [own?.regions[deaf], own?.regions[whole]];
  if (!own || !first || !second) throw new RangeError(`the estate lacks ${deaf} or ${whole} in ${account}`);
  const regions = {
    ...own.regions,
    [deaf]: { ...first, ...balanced(first), ...guarded(first), ...watched('DISABLED') },
    [whole]: { ...second, ...watched('ENABLED') },
  };
  return { ...estate, accounts: { ...estate.accounts, [account]: { ...own, regions } } };
}

function balanced({ loadBalancers, listeners }: AwsRegion): Pick<AwsRegion, 'listeners'> {
  const [wrong, right] = loadBalancers
    .filter(({ balancer, tags }) => balancer.Scheme === 'internet-facing' && tags.some(({ Key }) => Key !== 'team'))
    .map(({ balancer }) => balancer.LoadBalancerArn);
  const forward: Listener['DefaultActions'] = [{ Type: 'forward', TargetGroupArn: 'arn' }];
  const upwards: Listener['DefaultActions'] = [
    { Type: 'redirect', RedirectConfig: { Protocol: 'HTTPS', StatusCode: 'HTTP_301' } },
  ];
  return {
    listeners: listeners.map((it) => {
      const { LoadBalancerArn: of, Protocol } = it.listener;
      if (of !== wrong && of !== right) return it;
      if (Protocol === 'HTTP') {
        const DefaultActions = of === wrong ? forward : upwards;
        return { listener: { ...it.listener, DefaultActions }, rules: [] };
      }
      const SslPolicy = of === wrong ? 'ELBSecurityPolicy-2016-08' : 'ELBSecurityPolicy-TLS13-1-2-2021-06';
      return { ...it, listener: { ...it.listener, SslPolicy } };
    }),
  };
}

/** The nodes of one cluster stand in public subnets; the ACL of one of these denies what those of the others allow. */
function guarded({ clusters, instances, routeTables, networkAcls }: AwsRegion): Partial<AwsRegion> {
  const vpc = clusters[0]?.resourcesVpcConfig?.vpcId;
  const nodes = instances.flatMap(({ Instances = [] }) => Instances).filter(({ VpcId }) => VpcId === vpc);
  const subnets = new Set(nodes.map(({ SubnetId }) => SubnetId));
  const [apart] = subnets;
  const isOf = ({ SubnetId }: { readonly SubnetId?: string | undefined }): boolean => SubnetId === apart;
  const denied = { Egress: false, RuleNumber: 10, RuleAction: 'deny', Protocol: '-1', CidrBlock: '0.0.0.0/0' } as const;
  return {
    routeTables: routeTables.map((it) =>
      it.Associations?.some(({ SubnetId }) => subnets.has(SubnetId))
        ? {
            ...it,
            Routes: it.Routes?.map(({ NatGatewayId, ...route }) =>
              NatGatewayId === undefined ? route : { ...route, GatewayId: 'igw-0a11ce0a11ce0a11c' },
            ),
          }
        : it,
    ),
    networkAcls: networkAcls.flatMap((it) => {
      const moved = it.Associations?.filter(isOf) ?? [];
      if (moved.length === 0) return [it];
      const Entries = [denied, ...(it.Entries ?? [])];
      return [
        { ...it, Associations: it.Associations?.filter((one) => !isOf(one)) },
        { ...it, NetworkAclId: 'acl-0de11ed0de11ed0de', IsDefault: false, Entries, Associations: moved },
      ];
    }),
  };
}

const watched = (Status: 'ENABLED' | 'DISABLED'): Pick<AwsRegion, 'detector'> => ({
  detector: {
    id: '12abc34d567e8fa901bc2d34e56789f0',
    answer: {
      ServiceRole: 'arn:aws:iam::111122223333:role/guardduty',
      Status: 'ENABLED',
      Features: [
        { Name: 'EKS_AUDIT_LOGS', Status },
        { Name: 'RUNTIME_MONITORING', Status, AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status }] },
      ],
    },
  },
});
