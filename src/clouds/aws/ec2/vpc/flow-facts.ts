import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, type Unknown } from '#rule';
import { parseArn } from '../../address.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { flowLog } from '../flow-log/resource.ts';
import { clustersOf, instance } from '../instance/resource.ts';
import { vpc } from './resource.ts';

type Log = ResourceOf<typeof flowLog>;

/** The clusters of a VPC, and the flow logs that cover the VPC or the subnets that a cluster uses. */
export interface VpcFlows {
  readonly clusters: number;
  /** The account that shares the VPC: its flow logs are not seen from here. */
  readonly sharedBy?: string;
  /** Of the VPC itself. */
  readonly whole: readonly Log[];
  /** By subnet that a cluster or one of its nodes uses. */
  readonly parts: readonly { readonly subnet: string; readonly logs: readonly Log[] }[];
}

/**
 * Which flow logs a VPC with clusters has. One that is not active, or whose delivery has failed, tells nothing; those that
 * are new, and those to a bucket, say nothing about their delivery.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_FlowLog.html
 */
export const vpcFlows = defineFact({
  name: 'ec2.vpc-flows',
  of: vpc,
  uses: [eksCluster, instance, flowLog],
  work({ id, config: { VpcId = '', OwnerId } }, { list }): VpcFlows | Unknown {
    const all = list(eksCluster);
    const clusters = all.items.filter(({ config }) => config.resourcesVpcConfig?.vpcId === VpcId);
    if (clusters.length === 0) return all.unread ?? { clusters: 0, whole: [], parts: [] };
    const names = clusters.flatMap(({ config }) => config.name ?? []);
    const nodes = list(instance).items.filter(
      ({ config }) => config.VpcId === VpcId && clustersOf(config.Tags).some((name) => names.includes(name)),
    );
    const subnets = [
      ...clusters.flatMap(({ config }) => config.resourcesVpcConfig?.subnetIds ?? []),
      ...nodes.flatMap(({ config }) => config.SubnetId ?? []),
    ];
    const logsOf = (of: string): readonly Log[] => list(flowLog, { of }).items.filter(works);
    const parts = [...new Set(subnets)].map((subnet) => ({ subnet, logs: logsOf(subnet) }));
    const flows = { clusters: clusters.length, whole: logsOf(VpcId), parts };
    if (OwnerId === undefined) return fieldMissing('OwnerId');
    return OwnerId === parseArn(id)?.account ? flows : { ...flows, sharedBy: OwnerId };
  },
});

const works = ({ config }: Log): boolean => config.FlowLogStatus === 'ACTIVE' && config.DeliverLogsStatus !== 'FAILED';
