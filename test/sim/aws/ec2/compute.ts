import {
  DescribeImages$,
  DescribeInstances$,
  DescribeLaunchTemplateVersions$,
  DescribeRegions$,
  DescribeVolumes$,
  ModifyInstanceMetadataOptions$,
  type DescribeImagesRequest,
  type DescribeImagesResult,
  type DescribeInstancesRequest,
  type DescribeInstancesResult,
  type DescribeLaunchTemplateVersionsRequest,
  type DescribeLaunchTemplateVersionsResult,
  type DescribeVolumesRequest,
  type DescribeVolumesResult,
  type Image,
  type LaunchTemplateVersion,
  type ModifyInstanceMetadataOptionsRequest,
  type ModifyInstanceMetadataOptionsResult,
  type Reservation,
  type Volume,
} from '@aws-sdk/client-ec2';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';
import { filtered, type Filterable } from './filter.ts';
import { instanceNames } from './instance-names.ts';
import { describeRegions } from './regions.ts';
import { byId, pageSize, select, type Selection } from './select.ts';

export const computeOperations: readonly Operation[] = [
  operation('ec2', DescribeRegions$, describeRegions),
  operation('ec2', DescribeInstances$, describeInstances, 'InvalidInstanceID.NotFound'),
  operation('ec2', DescribeVolumes$, describeVolumes, 'InvalidVolume.NotFound'),
  operation('ec2', DescribeImages$, describeImages, 'InvalidAMIID.NotFound'),
  operation('ec2', ModifyInstanceMetadataOptions$, modifyMetadata, 'InvalidInstanceID.NotFound'),
  operation('ec2', DescribeLaunchTemplateVersions$, describeLaunchTemplateVersions, 'InvalidLaunchTemplateId.NotFound'),
];

function describeInstances(input: DescribeInstancesRequest, call: Call): DescribeInstancesResult {
  const { InstanceIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  if (ids !== undefined && ids.length > 0 && maxResults !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
  const size = pageSize(maxResults, [5, 1000], 1000);
  const whole = call.here.instances;
  const reservations = needsEach(input) ? reduced(whole, input) : whole;
  const page = call.paginate(reservations, nextToken, size, (reservation) => reservation.Instances?.length ?? 0);
  return { Reservations: page.items, NextToken: page.next };

  function reduced(
    all: readonly Reservation[],
    { InstanceIds = [] }: DescribeInstancesRequest,
  ): readonly Reservation[] {
    const flat = all.flatMap((reservation) =>
      (reservation.Instances ?? []).map((instance) => ({ reservation, instance })),
    );
    const named = byId(flat, InstanceIds, {
      idOf: (each) => each.instance.InstanceId,
      prefix: 'i',
      notFound: 'InvalidInstanceID.NotFound',
    });
    const kept = new Set(
      filtered(named, filters, instanceNames, (each) => each.instance.Tags).map((each) => each.instance),
    );
    return all
      .map((reservation) => ({ ...reservation, Instances: reservation.Instances?.filter((each) => kept.has(each)) }))
      .filter((reservation) => (reservation.Instances?.length ?? 0) > 0);
  }
}

/** What is not named stays as it is; the answer says pending, the next look applied. */
function modifyMetadata(
  { InstanceId, HttpTokens, HttpPutResponseHopLimit, HttpEndpoint }: ModifyInstanceMetadataOptionsRequest,
  call: Call,
): ModifyInstanceMetadataOptionsResult {
  if (HttpPutResponseHopLimit !== undefined && (HttpPutResponseHopLimit < 1 || HttpPutResponseHopLimit > 64))
    throw new AwsError('InvalidParameterValue', 'HttpPutResponseHopLimit takes 1 to 64');
  const asked = Object.entries({ HttpTokens, HttpPutResponseHopLimit, HttpEndpoint });
  const change = Object.fromEntries(asked.filter(([, value]) => value !== undefined));
  if (Object.keys(change).length === 0) throw new AwsError('InvalidParameterCombination', 'Nothing is to be changed');
  const flat = call.here.instances.flatMap(({ Instances = [] }) => Instances);
  const [found] = byId(flat, [InstanceId ?? ''], {
    idOf: (each) => each.InstanceId,
    prefix: 'i',
    notFound: 'InvalidInstanceID.NotFound',
  });
  if (found?.Operator?.Managed === true)
    throw new AwsError(
      'OperationNotPermitted',
      `The instance ${InstanceId ?? ''} is managed by ${String(found.Operator.Principal)}`,
    );
  const MetadataOptions = { ...found?.MetadataOptions, ...change, State: 'applied' as const };
  call.changeHere({
    instances: call.here.instances.map((reservation) => ({
      ...reservation,
      Instances: reservation.Instances?.map((each) =>
        each.InstanceId === InstanceId ? { ...each, MetadataOptions } : each,
      ),
    })),
  });
  return { InstanceId, InstanceMetadataOptions: { ...MetadataOptions, State: 'pending' } };
}

function needsEach({ InstanceIds = [], Filters = [] }: DescribeInstancesRequest): boolean {
  return InstanceIds.length > 0 || Filters.length > 0;
}

function describeVolumes(input: DescribeVolumesRequest, call: Call): DescribeVolumesResult {
  const { VolumeIds: ids, Filters: filters, MaxResults: maxResults, NextToken: nextToken } = input;
  const page = select(call.here.volumes, { ids, filters, maxResults, nextToken }, volumes, call);
  return { Volumes: page.items, NextToken: page.next };
}

const volumes: Selection<Volume> = {
  idOf: (item) => item.VolumeId,
  prefix: 'vol',
  notFound: 'InvalidVolume.NotFound',
  pages: [5, 1000],
  unpaged: 1000,
  idsExcludePages: true,
  tags: (item) => item.Tags,
  names: {
    'volume-id': (item) => item.VolumeId,
    'attachment.instance-id': (item) => item.Attachments?.map((each) => each.InstanceId) ?? [],
    'attachment.status': (item) => item.Attachments?.map((each) => each.State) ?? [],
    'attachment.device': (item) => item.Attachments?.map((each) => each.Device) ?? [],
    'availability-zone': (item) => item.AvailabilityZone,
    encrypted: (item) => item.Encrypted,
    size: (item) => item.Size,
    'snapshot-id': (item) => item.SnapshotId,
    status: (item) => item.State,
    'volume-type': (item) => item.VolumeType,
  },
};

function describeImages(input: DescribeImagesRequest, call: Call): DescribeImagesResult {
  const { ImageIds: ids, Filters: filters, Owners: owners = [], MaxResults: maxResults, NextToken: nextToken } = input;
  const now = new Date(call.now).toISOString();
  const shown = call.here.images.filter(
    (image) =>
      (owners.length === 0 || owners.some((owner) => owns(image, owner, call.account))) &&
      (input.IncludeDisabled === true || image.State !== 'disabled') &&
      // An image asked for by id is answered even when it is deprecated, and so are the caller's own.
      (input.IncludeDeprecated === true ||
        (ids !== undefined && ids.length > 0) ||
        image.OwnerId === call.account ||
        image.DeprecationTime === undefined ||
        image.DeprecationTime > now),
  );
  const page = select(shown, { ids, filters, maxResults, nextToken }, images, call);
  return { Images: page.items, NextToken: page.next };
}

function owns(image: Image, owner: string, account: string): boolean {
  return image.OwnerId === (owner === 'self' ? account : owner) || image.ImageOwnerAlias === owner;
}

const images: Selection<Image> = {
  idOf: (item) => item.ImageId,
  prefix: 'ami',
  notFound: 'InvalidAMIID.NotFound',
  pages: [1, 1000],
  unpaged: 1000,
  idsExcludePages: true,
  tags: (item) => item.Tags,
  names: {
    'image-id': (item) => item.ImageId,
    name: (item) => item.Name,
    'owner-id': (item) => item.OwnerId,
    'owner-alias': (item) => item.ImageOwnerAlias,
    'is-public': (item) => item.Public,
    state: (item) => item.State,
    architecture: (item) => item.Architecture,
    'root-device-type': (item) => item.RootDeviceType,
    'creation-date': (item) => item.CreationDate,
    'block-device-mapping.encrypted': (item) => item.BlockDeviceMappings?.map((each) => each.Ebs?.Encrypted) ?? [],
  },
};

function describeLaunchTemplateVersions(
  input: DescribeLaunchTemplateVersionsRequest,
  call: Call,
): DescribeLaunchTemplateVersionsResult {
  const size = pageSize(input.MaxResults, [1, 200], 200);
  const all = templateVersions(input, call);
  const wanted = filtered(all, input.Filters, templateNames);
  const page = call.paginate(wanted, input.NextToken, size);
  return { LaunchTemplateVersions: page.items, NextToken: page.next };
}

// Without a template only `$Latest` or `$Default` may be asked for, and they are answered for all templates.
function templateVersions(input: DescribeLaunchTemplateVersionsRequest, call: Call): readonly LaunchTemplateVersion[] {
  const { LaunchTemplateId: id, LaunchTemplateName: name, Versions: versions = [] } = input;
  const all = call.here.launchTemplateVersions;
  if (id !== undefined && name !== undefined) {
    throw new AwsError(
      'InvalidParameterCombination',
      'Only one of LaunchTemplateId and LaunchTemplateName may be specified',
    );
  }
  if (id === undefined && name === undefined) {
    if (versions.length === 0 || versions.some((version) => !version.startsWith('$'))) {
      throw new AwsError('MissingParameter', 'Either a launch template ID or a launch template name must be specified');
    }
    return all.filter((each) => versions.some((version) => isVersion(each, version, all)));
  }
  const own = all.filter((each) =>
    id === undefined ? each.LaunchTemplateName === name : each.LaunchTemplateId === id,
  );
  if (own.length === 0) {
    const code = id === undefined ? 'InvalidLaunchTemplateName.NotFoundException' : 'InvalidLaunchTemplateId.NotFound';
    throw new AwsError(code, `The specified launch template ${id ?? name ?? ''} does not exist`);
  }
  for (const version of versions) {
    if (!own.some((each) => isVersion(each, version, own))) {
      throw new AwsError('InvalidLaunchTemplateId.VersionNotFound', `Could not find the specified version ${version}`);
    }
  }
  const { MinVersion: least = '1', MaxVersion: most = String(Number.MAX_SAFE_INTEGER) } = input;
  return own.filter(
    (each) =>
      (versions.length === 0 || versions.some((version) => isVersion(each, version, own))) &&
      (each.VersionNumber ?? 0) >= Number(least) &&
      (each.VersionNumber ?? 0) <= Number(most),
  );
}

function isVersion(each: LaunchTemplateVersion, asked: string, all: readonly LaunchTemplateVersion[]): boolean {
  if (asked === '$Default') return each.DefaultVersion === true;
  if (asked !== '$Latest') return String(each.VersionNumber) === asked;
  return all.every(
    (other) =>
      other.LaunchTemplateId !== each.LaunchTemplateId || (other.VersionNumber ?? 0) <= (each.VersionNumber ?? 0),
  );
}

const templateNames: Filterable<LaunchTemplateVersion> = {
  'image-id': (item) => item.LaunchTemplateData?.ImageId,
  'instance-type': (item) => item.LaunchTemplateData?.InstanceType,
  'is-default-version': (item) => item.DefaultVersion,
  'http-tokens': (item) => item.LaunchTemplateData?.MetadataOptions?.HttpTokens,
  'http-endpoint': (item) => item.LaunchTemplateData?.MetadataOptions?.HttpEndpoint,
};
