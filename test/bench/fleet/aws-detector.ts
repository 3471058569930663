import { detectors } from '#clouds/aws/guardduty/detectors/resource';
import type { AwsRegion } from '../../sim/aws/estate.ts';
import { item, type Item } from './readings.ts';

/** GuardDuty of a region as a sweep reads it: without the moments at which it was last written. */
export function detectorItem(target: string, { detector }: AwsRegion): Item {
  const all = detector ? [{ ...detector.answer, DetectorId: detector.id }] : [];
  const config = JSON.parse(
    JSON.stringify({ detectors: all }, (key, part: unknown) => (key === 'UpdatedAt' ? undefined : part)),
  ) as typeof detectors.config;
  return item(detectors, `${target}/${detectors.name}`, config);
}
