import { z } from 'zod';
import { authorities, authorityEnds } from '#clouds/aws/eks/cluster/certificate-facts';
import { registered } from '#clouds/aws/eks/cluster/facts';
import { eksCluster } from '#clouds/aws/eks/cluster/resource';
import { count } from '#lib/params';
import { daysBetween, formatDate } from '#lib/time';
import { defineRule, fail, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'eks-ca-expiry',
  on: eksCluster,
  title: 'The certificate authorities that an EKS cluster trusts are valid for some time yet',
  severity: 'medium',
  control: 'clusters-survive',
  why: 'Once its only authority has ended, nodes and clients trust the control plane no more, and nothing reaches it.',
  fix: 'Add a certificate authority to the cluster, give nodes and clients the new bundle, and only then activate it.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_Certificate.html',
    'https://docs.aws.amazon.com/eks/latest/APIReference/API_CreateCertificateAuthority.html',
  ],
  params: z.object({ warnDays: count(365) }),
  timed: true,

  evaluate({ config }, { params: { warnDays }, at }) {
    if (config.connectorConfig) return notApplicable(registered);
    const ends = authorityEnds(config);
    if (isUnread(ends)) return ends;
    const soon = ends.filter((end) => (daysBetween(at, end) ?? 0) <= warnDays);
    const last = soon.at(-1);
    if (last === undefined) return pass();
    if (soon.length < ends.length)
      return unknown('field-missing', 'certificateAuthority does not say which of its certificates signs.');
    const says = `${last <= at ? 'ended' : 'ends'} on ${formatDate(last)}`;
    const message = `The authority of the cluster ${says}, and no other lasts longer.`;
    return fail(message, { at: authorities, actual: `ends at ${last}` });
  },
});
