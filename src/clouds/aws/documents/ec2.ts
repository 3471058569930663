import type { Type } from '#model';
import { isListOfObjects, isObject, listAt, objectAt, textAt, type Json } from '../../json.ts';
import { listing, objects, type Found, type Hints, type Place, type Recognised } from '../../recogniser.ts';
import { allowedImages } from '../ec2/allowed-images/resource.ts';
import { ebsEncryptionDefault } from '../ec2/ebs-encryption-default/resource.ts';
import { image } from '../ec2/image/resource.ts';
import { imagePublicBlock } from '../ec2/image-public-block/resource.ts';
import { instance } from '../ec2/instance/resource.ts';
import { instanceMetadataDefaults } from '../ec2/instance-metadata-defaults/resource.ts';
import { launchTemplateVersion } from '../ec2/launch-template-version/resource.ts';
import { lookedAt } from '../ec2/launch-template-version/user-data.ts';
import { networkInterface } from '../ec2/network-interface/resource.ts';
import { prefixList } from '../ec2/prefix-list/resource.ts';
import { snapshotPublicBlock } from '../ec2/snapshot-public-block/resource.ts';
import { kinds, type Kind } from './ec2-kinds.ts';
import { arnOf, created, nameTag, placed, placeOfArn, regionOfZone } from './place.ts';

/** Answers of EC2's describe calls, entries of them, and its settings of a region. */
export function ec2Document(document: unknown, hints: Hints): Recognised | undefined {
  if (Array.isArray(document)) return entriesOf(document);
  if (!isObject(document)) return undefined;
  return (
    reservationsOf(document) ??
    templateVersionsOf(document) ??
    listOf(document) ??
    settingOf(document) ??
    prefixListOf(document, hints) ??
    entriesOf([document])
  );
}

/** Every type that EC2's documents hold. */
export const ec2Types: readonly Type[] = [
  ...kinds.map(({ type }) => type),
  instance,
  launchTemplateVersion,
  prefixList,
  ebsEncryptionDefault,
  instanceMetadataDefaults,
  allowedImages,
  snapshotPublicBlock,
  imagePublicBlock,
];

function listOf(document: Json): Recognised | undefined {
  for (const kind of kinds) {
    const single = kind.single === undefined ? undefined : document[kind.single];
    if (isObject(single) && isEntry(kind, single)) return objects([entryOf(kind, single)]);
    const entries = document[kind.list];
    if (!isListOfObjects(entries) || !entries.every((it) => isEntry(kind, it))) continue;
    const found = entries.map((it) => entryOf(kind, it));
    const whole = kind.all && isLastPage(document);
    return whole ? listing(found, { type: kind.type, api: apiOf(kind.type) }) : objects(found);
  }
  return undefined;
}

function entriesOf(entries: readonly unknown[]): Recognised | undefined {
  if (entries.length === 0 || !isListOfObjects(entries)) return undefined;
  if (entries.every(isInstance)) return objects(entries.map((it) => instanceOf(it, undefined)));
  const kind = kinds.find((one) => entries.every((it) => isEntry(one, it)));
  return kind && objects(entries.map((it) => entryOf(kind, it)));
}

const isEntry = ({ id, prefix, has }: Kind, it: Json): boolean =>
  (textAt(it, id)?.startsWith(prefix) ?? false) && has.some((field) => field in it) && !('InstanceId' in it);

function entryOf({ type, id, path, name, stamp = 'CreationDate' }: Kind, config: Json): Found {
  const own = textAt(config, id) ?? '';
  const arn = textAt(config, `${id.replace(/Id$/, '')}Arn`) ?? textAt(config, 'SecurityGroupArn');
  // The owner of an image is who published it, not the account that looked.
  const owner = type.name === image.name ? undefined : textAt(config, 'OwnerId');
  const place = arn ? placeOfArn(arn) : placed(owner, regionOfZone(textAt(config, 'AvailabilityZone')));
  return {
    type,
    id: arn ?? arnOf('ec2', place, `${path}/${own}`),
    name: name?.(config) ?? nameTag(config, type.name === networkInterface.name ? 'TagSet' : 'Tags') ?? own,
    ...created(config, stamp),
    place,
    config,
  };
}

function reservationsOf(document: Json): Recognised | undefined {
  const reservations = document['Reservations'];
  if (!isListOfObjects(reservations)) return runInstancesOf(document);
  const found = reservations.flatMap((it) =>
    listAt(it, 'Instances')
      .filter(isObject)
      .map((one) => instanceOf(one, textAt(it, 'OwnerId'))),
  );
  return isLastPage(document) ? listing(found, { type: instance, api: apiOf(instance) }) : objects(found);
}

/** `RunInstances` answers one reservation. */
function runInstancesOf(document: Json): Recognised | undefined {
  const instances = document['Instances'];
  if (!textAt(document, 'ReservationId')?.startsWith('r-') || !isListOfObjects(instances)) return undefined;
  return objects(instances.map((it) => instanceOf(it, textAt(document, 'OwnerId'))));
}

const isInstance = (it: unknown): boolean =>
  isObject(it) && (textAt(it, 'InstanceId')?.startsWith('i-') ?? false) && 'ImageId' in it && 'Placement' in it;

function instanceOf(config: Json, owner: string | undefined): Found {
  const own = textAt(config, 'InstanceId') ?? '';
  const interfaces = listAt(config, 'NetworkInterfaces');
  const account = owner ?? interfaces.map((it) => textAt(it, 'OwnerId')).find((it) => it !== undefined);
  const place = placed(account, regionOfZone(textAt(config, 'Placement', 'AvailabilityZone')));
  return {
    type: instance,
    id: arnOf('ec2', place, `instance/${own}`),
    name: nameTag(config) ?? own,
    ...created(config, 'LaunchTime'),
    place,
    config,
  };
}

/** The answer names versions of the templates that were asked for, never all there are. */
function templateVersionsOf(document: Json): Recognised | undefined {
  const versions = document['LaunchTemplateVersions'] ?? [document['LaunchTemplateVersion'] ?? document];
  const all = isListOfObjects(versions) && versions.every(isTemplateVersion);
  if (!all || (versions.length === 0 && !('LaunchTemplateVersions' in document))) return undefined;
  return objects(versions.map(templateVersionOf));
}

const isTemplateVersion = (it: Json): boolean =>
  (textAt(it, 'LaunchTemplateId')?.startsWith('lt-') ?? false) && 'VersionNumber' in it;

function templateVersionOf(it: Json): Found {
  const version = String(it['VersionNumber']);
  const template = textAt(it, 'LaunchTemplateId') ?? '';
  const { UserData: userData, ...data } = objectAt(it, 'LaunchTemplateData');
  const userDataHolds = lookedAt(typeof userData === 'string' ? userData : undefined);
  const creator = textAt(it, 'CreatedBy') ?? '';
  const place = placed(placeOfArn(creator).account, undefined);
  return {
    type: launchTemplateVersion,
    id: `${arnOf('ec2', place, `launch-template/${template}`)}:${version}`,
    name: `${textAt(it, 'LaunchTemplateName') ?? template}:${version}`,
    ...created(it, 'CreateTime'),
    place,
    config: 'LaunchTemplateData' in it ? { ...it, LaunchTemplateData: data, userDataHolds } : it,
  };
}

function settingOf(document: Json): Recognised | undefined {
  const type =
    typeof document['EbsEncryptionByDefault'] === 'boolean'
      ? ebsEncryptionDefault
      : 'ImageCriteria' in document && 'State' in document
        ? allowedImages
        : isObject(document['AccountLevel'])
          ? instanceMetadataDefaults
          : blockOf(document);
  if (!type) return undefined;
  const here: Found = { type, id: (target) => `${target}/${type.name}`, name: type.name, place: {}, config: document };
  return listing([here], { type, api: apiOf(type) });
}

/** Whether sharing with everybody is blocked; states of other answers have other words. */
function blockOf(document: Json): Type | undefined {
  if (textAt(document, 'ImageBlockPublicAccessState') !== undefined) return imagePublicBlock;
  const words = ['block-all-sharing', 'block-new-sharing', 'unblocked'];
  return words.includes(textAt(document, 'State') ?? '') ? snapshotPublicBlock : undefined;
}

/** The answer does not say which list it is of: only a recorded request does. */
function prefixListOf(document: Json, { request }: Hints): Recognised | undefined {
  const entries = document['Entries'];
  const id = textAt(request, 'PrefixListId');
  if (id === undefined || !isListOfObjects(entries) || !isLastPage(document)) return undefined;
  if (!entries.every((it) => textAt(it, 'Cidr'))) return undefined;
  const place: Place = {};
  const config = { PrefixListId: id, Entries: entries };
  return objects([{ type: prefixList, id: arnOf('ec2', place, `prefix-list/${id}`), name: id, place, config }]);
}

const isLastPage = (document: Json): boolean => textAt(document, 'NextToken') === undefined;

const apiOf = (type: Type): string => type.reads[0] ?? type.name;
