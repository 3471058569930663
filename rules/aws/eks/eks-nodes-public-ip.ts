import { z } from 'zod';
import { nodeExposure } from '#clouds/aws/ec2/instance/address-facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { eksNodegroup } from '#clouds/aws/eks/nodegroup/resource';
import { flag } from '#lib/params';
import { plural } from '#lib/text';
import { defineRule, fail, failMissing, pass } from '#rule';

export default defineRule({
  id: 'eks-nodes-public-ip',
  on: [eksNodegroup, eksCluster],
  uses: [nodeExposure],
  title: 'Nodes of an EKS cluster have no public addresses',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'nodes-private',
  why: 'A node with a public address is one wrong rule of a security group away from everybody.',
  fix: 'Give the node group private subnets, or turn public addresses off in its template and subnets; replace the nodes.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html',
  ],
  peers: [
    'eks-bpg:security/hosts',
    'kube-bench:eks-1.8.0/5.4.3',
    'kubescape:C-0229',
    'prowler:ec2_launch_template_no_public_ip',
    'prowler:vpc_subnet_no_public_ip_by_default',
    'trivy:AVD-AWS-0164',
  ],
  params: z.object({ judgeIpv6: flag(true) }),

  evaluate(it, { fact, params }) {
    const found = fact(nodeExposure, it);
    if ('verdict' in found) return found;
    const { v4, latent, unread } = found;
    const v6 = params.judgeIpv6 ? found.v6 : undefined;
    const open = v4 && fail(`Public IPv4 addresses: ${nodes(v4)}.`, v4.seen, v4.cut ? { grade: 'medium' } : {});
    const six = v6 && fail(`IPv6 addresses that the internet routes to: ${nodes(v6)}.`, v6.seen, latently('ipv6', v6));
    const news =
      latent && failMissing('New nodes would get public IPv4 addresses.', latent.seen, latently('subnets', latent));
    const answers = [open ?? news ?? [], six ?? [], unread].flat();
    return answers.length > 0 ? answers : pass();
  },
});

const nodes = ({ seen }: { readonly seen: readonly unknown[] }): string => plural(seen.length, 'node');
const latently = (key: string, { cut }: { readonly cut: boolean }) => ({ key, grade: cut ? 'low' : 'medium' }) as const;
