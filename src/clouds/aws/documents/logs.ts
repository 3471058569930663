import type { Type } from '#model';
import { isListOfObjects, isObject, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { controlPlanePrefix, isControlPlaneGroup } from '../logs/log-group/control-plane.ts';
import { logGroup } from '../logs/log-group/resource.ts';
import { arnOf, placeOfArn } from './place.ts';

/** Answers of CloudWatch Logs: of log groups those of control planes. */
export function logsDocument(document: unknown, { request }: Hints): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const { logGroups: groups } = document;
  if (!isListOfObjects(groups) || !groups.every((it) => textAt(it, 'logGroupName'))) return undefined;
  const found = groups.filter((it) => isControlPlaneGroup(textAt(it, 'logGroupName') ?? '')).map(groupOf);
  const isPart = textAt(document, 'nextToken') !== undefined || isNarrowed(request);
  return isPart ? objects(found) : listing(found, { type: logGroup, api: 'logs:DescribeLogGroups' });
}

/** Every type that they hold. */
export const logsTypes: readonly Type[] = [logGroup];

/** Whether it was asked for some groups only, of which those of control planes are not all. */
function isNarrowed(request: unknown): boolean {
  if (!isObject(request)) return false;
  const prefix = textAt(request, 'logGroupNamePrefix') ?? '';
  return (
    !controlPlanePrefix.startsWith(prefix) ||
    ['logGroupNamePattern', 'logGroupClass', 'logGroupIdentifiers'].some((key) => key in request)
  );
}

function groupOf(config: Json): Found {
  const name = textAt(config, 'logGroupName') ?? '';
  const arn = textAt(config, 'logGroupArn') ?? textAt(config, 'arn')?.replace(/:\*$/, '');
  const id = arn ?? arnOf('logs', {}, `log-group:${name}`);
  return { type: logGroup, id, name, place: placeOfArn(id), config };
}
