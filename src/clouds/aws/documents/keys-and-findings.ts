import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Recognised } from '../../recogniser.ts';
import { detectors } from '../guardduty/detectors/resource.ts';
import { inspectorAccount } from '../inspector/account/resource.ts';
import { inspectorFinding } from '../inspector/finding/resource.ts';
import { kmsKeyPolicy } from '../kms/key-policy/resource.ts';
import { kmsKeyRotation } from '../kms/key-rotation/resource.ts';
import { kmsKey } from '../kms/key/resource.ts';
import { parseArn } from '../address.ts';
import { arnOf, created, placeOfArn, placed } from './place.ts';

/** Answers of KMS: the description of a key, how it is rotated, who may use it, and the list of key names. */
export function kmsDocument(document: unknown, { request }: Hints): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const config = document['KeyMetadata'];
  if (isObject(config) && textAt(config, 'KeyId')) return objects([keyOf(config)]);
  if (typeof document['KeyRotationEnabled'] === 'boolean')
    return objects(partOf(kmsKeyRotation, document, textAt(document, 'KeyId')));
  const asked = textAt(request, 'KeyId');
  if (typeof document['Policy'] === 'string' && (asked ?? textAt(document, 'PolicyName')) !== undefined)
    return objects(partOf(kmsKeyPolicy, document, asked));
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
export const keyAndFindingTypes: readonly Type[] = [
  kmsKey,
  kmsKeyRotation,
  kmsKeyPolicy,
  inspectorFinding,
  inspectorAccount,
  detectors,
];

/** An answer names its key only by what was asked for. That about rotation repeats it, but for older ones; a policy does not. */
function partOf(
  type: typeof kmsKeyRotation | typeof kmsKeyPolicy,
  config: Json,
  asked: string | undefined,
): readonly Found[] {
  if (asked === undefined || asked.includes('alias/')) return [];
  const place = asked.startsWith('arn:') ? placeOfArn(asked) : {};
  const arn = asked.startsWith('arn:') ? asked : arnOf('kms', place, `key/${asked}`);
  const suffix = type.name === kmsKeyPolicy.name ? 'policy' : 'rotation';
  return [{ type, id: `${arn}/${suffix}`, name: asked.split('/').at(-1) ?? asked, place, config }];
}

function keyOf(config: Json): Found {
  const key = textAt(config, 'KeyId') ?? '';
  const arn = textAt(config, 'Arn');
  const place = arn === undefined ? placed(textAt(config, 'AWSAccountId'), undefined) : placeOfArn(arn);

  const id = arn ?? arnOf('kms', place, `key/${key}`);
  return { type: kmsKey, id, name: key, ...created(config, 'CreationDate'), place, config };
}

/** `GetDetector` of GuardDuty, which says nothing of where it was asked, and an empty list of detectors. */
export function guardDutyDocument(document: unknown): Recognised | undefined {
  if (!isObject(document)) return undefined;
  const ids = document['DetectorIds'];
  const isNone = Array.isArray(ids) && ids.length === 0;
  const role = textAt(document, 'ServiceRole') ?? '';
  const isDetector = role.includes('guardduty') && textAt(document, 'Status') !== undefined;
  if (!isNone && !isDetector) return undefined;
  const id = (target: string): string => `${target}/${detectors.name}`;
  const config = { detectors: isNone ? [] : [document] };
  const own: Found = {
    type: detectors,
    id,
    name: detectors.name,
    place: placed(parseArn(role)?.account, undefined),
    config,
  };
  return listing([own], { type: detectors, api: 'guardduty:ListDetectors' });
}

/** `BatchGetAccountStatus` of Inspector for one account, which says nothing of where it was asked. */
export function inspectorAccountDocument(document: unknown): Recognised | undefined {
  const accounts = isObject(document) ? document['accounts'] : undefined;
  if (!isListOfObjects(accounts) || !accounts.every((it) => isObject(it['resourceState']))) return undefined;
  const [config] = accounts;
  if (config === undefined || accounts.length > 1) return objects([]);
  const id = (target: string): string => `${target}/${inspectorAccount.name}`;
  const own: Found = { type: inspectorAccount, id, name: inspectorAccount.name, place: {}, config };
  return listing([own], { type: inspectorAccount, api: 'inspector2:BatchGetAccountStatus' });
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
