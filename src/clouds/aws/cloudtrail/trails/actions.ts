import type { Trail } from '@aws-sdk/client-cloudtrail';
import { defineAction, wire, type Action, type CannotPlan, type Look, type ResourceOf } from '#model';
import { cannotPlan, type Fail } from '#rule';
import { parseArn } from '../../address.ts';
import { trailSelectors } from '../trail-selectors/resource.ts';
import { selectedBy } from '../trail-selectors/selected.ts';
import { startLogging } from '../trail-status/actions.ts';
import { trailStatus } from '../trail-status/resource.ts';
import { trails } from './resource.ts';

type Trails = ResourceOf<typeof trails>;
type Switches = Pick<Trail, 'IsMultiRegionTrail' | 'LogFileValidationEnabled'>;

/**
 * Turns switches of one trail; what is not given stays.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_UpdateTrail.html
 */
export const updateTrail = defineAction({
  name: 'cloudtrail.update-trail',
  on: trails,
  kind: 'replace',
  permissions: ['cloudtrail:UpdateTrail'],
  writes: ['trailList.IsMultiRegionTrail', 'trailList.LogFileValidationEnabled'],
  request: wire<{ TrailARN: string; switches: Switches }>(),
  simulate: (it, { TrailARN, switches }) => {
    const trailList = (it.config.trailList ?? []).map((one) =>
      one.TrailARN === TrailARN ? { ...one, ...switches } : one,
    );
    return [{ put: { ...it, config: { ...it.config, trailList } } }];
  },
  undo({ config }, { TrailARN, switches }, again) {
    const stood = config.trailList?.find((one) => one.TrailARN === TrailARN);
    if (!stood) return [];
    const former = {
      ...(switches.IsMultiRegionTrail !== undefined && { IsMultiRegionTrail: stood.IsMultiRegionTrail ?? false }),
      ...(switches.LogFileValidationEnabled !== undefined && {
        LogFileValidationEnabled: stood.LogFileValidationEnabled ?? false,
      }),
    };
    return [again({ TrailARN, switches: former })];
  },
});

/** What of a trail is looked at before it is changed. */
export const trailParts = [trailStatus, trailSelectors] as const;

/** Makes a trail of the account that is there already record every region, or lets its files be checked. */
export function recordAll(
  it: Trails,
  { list }: Look<(typeof trailParts)[number]>,
  { key, evidence }: Pick<Fail, 'key' | 'evidence'>,
): readonly Action[] | CannotPlan {
  const all = it.config.trailList ?? [];
  if (key === 'log-validation') {
    const at = Number(/^trailList\[(\d+)\]/.exec(evidence[0]?.at ?? '')?.[1]);
    const TrailARN = all[at]?.TrailARN ?? '';
    if (!isOwn(it, TrailARN)) return cannotPlan('another account owns the trail');
    return [updateTrail(it, { TrailARN, switches: { LogFileValidationEnabled: true } })];
  }
  if (key !== undefined) return cannotPlan('its selectors, its bucket and its key are changed by a person');
  for (const { TrailARN = '', IsMultiRegionTrail: everywhere } of all) {
    const [status] = list(trailStatus, { trail: TrailARN }).items;
    const [selectors] = list(trailSelectors, { trail: TrailARN }).items;
    const writes = selectors && selectedBy(selectors.config).writes;
    if (!status || writes !== true || !isOwn(it, TrailARN)) continue;
    if (everywhere === true && status.config.IsLogging === true) continue;
    return [
      ...(everywhere ? [] : [updateTrail(it, { TrailARN, switches: { IsMultiRegionTrail: true } })]),
      ...(status.config.IsLogging ? [] : [startLogging(status, {})]),
    ];
  }
  return cannotPlan('make a trail of every region: no trail of the account can become one');
}

const isOwn = ({ target }: Trails, arn: string): boolean => parseArn(arn)?.account === target.split(':')[1];
