import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Recognised } from '../../recogniser.ts';
import { inspectorFinding } from '../inspector/finding/resource.ts';
import { kmsKeyRotation } from '../kms/key-rotation/resource.ts';
import { kmsKey } from '../kms/key/resource.ts';
import { arnOf, created, placeOfArn, placed } from './place.ts';

/** Answers of KMS: the description of a key, how it is rotated, and the list of key names. */
export function kmsDocument(document: unknown): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const config = document['KeyMetadata'];
  if (isObject(config) && textAt(config, 'KeyId')) return objects([keyOf(config)]);
  if (typeof document['KeyRotationEnabled'] === 'boolean') return objects(rotationOf(document));
  const keys = document['Keys'];
  if (!isListOfObjects(keys) || !keys.every((it) => textAt(it, 'KeyArn'))) return undefined;
  if (document['Truncated'] === true) return objects([]);
  const names = keys.map((it) => ({
    name: textAt(it, 'KeyId') ?? '',
    address: () => ({ at: textAt(it, 'KeyArn') ?? '', exact: true }),
  }));
  return listing([], { type: kmsKey, api: 'kms:ListKeys', names });
}

/** Every type that the documents of KMS and Inspector hold. */
export const keyAndFindingTypes: readonly Type[] = [kmsKey, kmsKeyRotation, inspectorFinding];

/** The answer names its key only by what was asked for; older ones do not name it at all. */
function rotationOf(config: Json): readonly Found[] {
  const asked = textAt(config, 'KeyId');
  if (asked === undefined || asked.includes('alias/')) return [];
  const place = asked.startsWith('arn:') ? placeOfArn(asked) : {};
  const arn = asked.startsWith('arn:') ? asked : arnOf('kms', place, `key/${asked}`);
  return [{ type: kmsKeyRotation, id: `${arn}/rotation`, name: asked.split('/').at(-1) ?? asked, place, config }];
}

function keyOf(config: Json): Found {
  const key = textAt(config, 'KeyId') ?? '';
  const arn = textAt(config, 'Arn');
  const place = arn === undefined ? placed(textAt(config, 'AWSAccountId'), undefined) : placeOfArn(arn);

  const id = arn ?? arnOf('kms', place, `key/${key}`);
  return { type: kmsKey, id, name: key, ...created(config, 'CreationDate'), place, config };
}

/** `ListFindings` of Inspector, as far as it is about container images; other services list findings of other shapes. */
export function inspectorDocument(document: unknown): Recognised | undefined {
  const findings = isObject(document) ? document['findings'] : undefined;
  if (!isObject(document) || !isListOfObjects(findings) || findings.length === 0) return undefined;
  if (!findings.every((it) => textAt(it, 'findingArn')?.includes(':inspector2:'))) return undefined;
  const found = findings.filter(isOnImage).map((config): Found => {
    const arn = textAt(config, 'findingArn') ?? '';
    return {
      type: inspectorFinding,
      id: arn,
      name: textAt(config, 'title') ?? arn,
      ...created(config, 'firstObservedAt'),
      place: placeOfArn(arn),
      config,
    };
  });
  const all = textAt(document, 'nextToken') === undefined;
  return all ? listing(found, { type: inspectorFinding, api: 'inspector2:ListFindings' }) : objects(found);
}

const isOnImage = (it: Json): boolean =>
  listAt(it, 'resources').some((one) => textAt(one, 'type') === 'AWS_ECR_CONTAINER_IMAGE');
