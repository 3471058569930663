import type { DetectorFeatureConfigurationResult, FeatureStatus } from '@aws-sdk/client-guardduty';
import type { Seeded } from '../../seeded.ts';
import type { AwsRegion } from '../estate.ts';
import { daysAgo } from './plan.ts';

/** GuardDuty in a region: off in some, without EKS protection or without what looks at nodes in others. */
export function detector(account: string, random: Seeded): AwsRegion['detector'] {
  const kind = random.pick(['none', 'suspended', 'no-audit', 'no-runtime', 'older', 'whole', 'whole'] as const);
  if (kind === 'none') return undefined;
  const on = (is: boolean): FeatureStatus => (is ? 'ENABLED' : 'DISABLED');
  const UpdatedAt = daysAgo(200);
  const agent = (is: boolean) => ({ Name: 'EKS_ADDON_MANAGEMENT' as const, Status: on(is), UpdatedAt });
  const feature = (Name: DetectorFeatureConfigurationResult['Name'], is: boolean) => ({
    Name,
    Status: on(is),
    UpdatedAt,
  });
  const looksAtNodes = kind === 'whole' || kind === 'no-audit';
  return {
    id: random.hex(32),
    answer: {
      CreatedAt: daysAgo(400).toISOString(),
      UpdatedAt: UpdatedAt.toISOString(),
      FindingPublishingFrequency: 'SIX_HOURS',
      ServiceRole: `arn:aws:iam::${account}:role/aws-service-role/guardduty.amazonaws.com/AWSServiceRoleForAmazonGuardDuty`,
      Status: on(kind !== 'suspended'),
      Tags: {},
      Features: [
        feature('CLOUD_TRAIL', true),
        feature('DNS_LOGS', true),
        feature('FLOW_LOGS', true),
        feature('EKS_AUDIT_LOGS', kind !== 'no-audit' && kind !== 'suspended'),
        { ...feature('EKS_RUNTIME_MONITORING', kind === 'older'), AdditionalConfiguration: [agent(kind === 'older')] },
        { ...feature('RUNTIME_MONITORING', looksAtNodes), AdditionalConfiguration: [agent(looksAtNodes)] },
      ],
    },
  };
}
