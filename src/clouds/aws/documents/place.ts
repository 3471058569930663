import { isObject, textAt, type Json } from '../../json.ts';
import type { Place } from '../../recogniser.ts';
import { parseArn } from '../address.ts';

/** The place that an ARN names. */
export function placeOfArn(arn: string): Place {
  const it = parseArn(arn);
  return placed(it?.account, it?.region);
}

/** A place from what is known of it. */
export const placed = (account: string | undefined, region: string | undefined): Place => ({
  ...(account && { account }),
  ...(region && { region }),
});

/** The region of an availability zone: `us-east-1a`, `us-west-2-lax-1a`. */
export const regionOfZone = (zone: string | undefined): string | undefined =>
  /^[a-z]{2}(?:-[a-z]+)+-\d+/.exec(zone ?? '')?.[0];

/** Composes an ARN; the parts that the content does not say stay empty. */
export const arnOf = (service: string, { account = '', region = '' }: Place, path: string): string =>
  `arn:${partitionOf(region)}:${service}:${region}:${account}:${path}`;

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The value of the `Name` tag. */
export function nameTag(it: Json, tags = 'Tags'): string | undefined {
  const list = it[tags];
  if (!Array.isArray(list)) return undefined;
  const tag: unknown = list.find((one) => isObject(one) && one['Key'] === 'Name');
  return textAt(tag, 'Value');
}

/** The creation stamp that a field holds. */
export function created(it: Json, field: string): { readonly created?: string } {
  const stamp = textAt(it, field);
  return stamp === undefined ? {} : { created: stamp };
}
