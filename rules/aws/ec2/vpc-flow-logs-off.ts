import { z } from 'zod';
import { vpcFlows } from '#clouds/aws/ec2/vpc/flow-facts';
import { vpc } from '#clouds/aws/ec2/vpc/resource';
import { plural } from '#lib/text';
import { defineRule, failMissing, isUnread, notApplicable, pass, passBecause, unknown } from '#rule';

export default defineRule({
  id: 'vpc-flow-logs-off',
  on: vpc,
  uses: [vpcFlows],
  title: 'The VPC of a cluster logs its network flows',
  severity: 'medium',
  control: 'network-flows-logged',
  why: 'Without flow logs nobody can tell afterwards who called whom, and what was tried.',
  fix: 'Make a flow log of the VPC that delivers to a log group or a bucket.',
  references: ['https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html'],
  peers: ['prowler:vpc_flow_logs_enabled', 'securityhub:EC2.6', 'trivy:AVD-AWS-0178'],
  params: z.object({ trafficType: z.enum(['REJECT', 'ALL', 'ACCEPT']).default('REJECT') }),

  evaluate(it, { fact, params }) {
    const flows = fact(vpcFlows, it);
    if (isUnread(flows)) return flows;
    if (flows.clusters === 0) return notApplicable('no cluster stands in the VPC');
    const enough = [params.trafficType, 'ALL'];
    const covers = (logs: (typeof flows)['whole']) =>
      logs.some(({ config }) => enough.includes(config.TrafficType ?? ''));
    if (covers(flows.whole)) return passBecause('A flow log of the VPC works.');
    if (flows.sharedBy !== undefined) return unknown('outside', `The flow logs of ${flows.sharedBy} are not seen.`);
    const bare = flows.parts.filter(({ logs }) => !covers(logs));
    if (flows.parts.length > 0 && bare.length === 0) return pass();
    const message = `No working flow log covers the VPC or ${plural(bare.length, 'subnet')} of its clusters.`;
    return failMissing(message, { at: 'VpcId', actual: it.config.VpcId, expected: params.trafficType });
  },
});
