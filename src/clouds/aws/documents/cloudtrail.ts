import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { parseArn } from '../address.ts';
import { trailSelectors } from '../cloudtrail/trail-selectors/resource.ts';
import { trailStatus } from '../cloudtrail/trail-status/resource.ts';
import { trails } from '../cloudtrail/trails/resource.ts';

/** Answers of CloudTrail: the trails of an account, what one records, and whether one that a request names is logging. */
export function cloudTrailDocument(document: unknown, { request }: Hints): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const list = document['trailList'];
  if (isListOfObjects(list) && list.every((it) => textAt(it, 'TrailARN'))) {
    if (isPart(request)) return objects([]);
    const id = (target: string): string => `${target}/${trails.name}`;
    const found: Found = { type: trails, id, name: trails.name, place: {}, config: document };
    return listing([found], { type: trails, api: 'cloudtrail:DescribeTrails' });
  }
  const own = textAt(document, 'TrailARN') ?? '';
  const selects = isListOfObjects(document['EventSelectors']) || isListOfObjects(document['AdvancedEventSelectors']);
  if (isTrail(own) && selects) return objects([partOf(trailSelectors, own, document)]);
  const asked = textAt(request, 'Name') ?? '';
  if (typeof document['IsLogging'] !== 'boolean' || !isTrail(asked)) return undefined;
  return objects([partOf(trailStatus, asked, { TrailARN: asked, ...document })]);
}

/** Every type that they hold. */
export const cloudTrailTypes: readonly Type[] = [trails, trailStatus, trailSelectors];

/** Whether it was asked for trails by their names, or without those that are at home in other regions. */
const isPart = (request: unknown): boolean =>
  isObject(request) && (listAt(request, 'trailNameList').length > 0 || request['includeShadowTrails'] === false);

const isTrail = (text: string): boolean => parseArn(text)?.service === 'cloudtrail';

const partOf = (type: Type, arn: string, config: Json): Found => ({
  type,
  id: (target) => `${target}/${type.name}/${arn}`,
  name: arn,
  place: {},
  config,
});
