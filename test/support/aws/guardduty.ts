import { detectors } from '#clouds/aws/guardduty/detectors/resource';
import type { Resource } from '#model';
import { make, type Draft } from '../build.ts';

type Detector = (typeof detectors)['config']['detectors'][number];

/** GuardDuty in the region, with the detectors that a test gives. */
export const detectorsOf = (
  ...all: readonly Draft<Detector>[]
): Resource<'guardduty.detectors', typeof detectors.config> =>
  make(detectors, 'aws:111122223333:eu-west-1/guardduty.detectors', { detectors: all });

type Switch = 'ENABLED' | 'DISABLED';

/** A detector that is on, with what these features are. */
export const detectorWith = (
  features: Readonly<Record<string, Switch>> = {},
  config: Draft<Detector> = {},
): Draft<Detector> => ({
  ...{ DetectorId: '12abc34d', Status: 'ENABLED', ServiceRole: 'arn:aws:iam::111122223333:role/guardduty' },
  Features: Object.entries({ ...whole, ...features }).map(([Name, Status]) => ({
    Name,
    Status,
    ...(/RUNTIME_MONITORING$/.test(Name) && { AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status }] }),
  })) as Draft<Detector>['Features'],
  ...config,
});

const whole: Readonly<Record<string, Switch>> = {
  CLOUD_TRAIL: 'ENABLED',
  EKS_AUDIT_LOGS: 'ENABLED',
  EKS_RUNTIME_MONITORING: 'DISABLED',
  RUNTIME_MONITORING: 'ENABLED',
};
