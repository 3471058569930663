import {
  DisableAllowedImagesSettings$,
  DisableEbsEncryptionByDefault$,
  EnableAllowedImagesSettings$,
  EnableEbsEncryptionByDefault$,
  GetAllowedImagesSettings$,
  GetEbsDefaultKmsKeyId$,
  GetEbsEncryptionByDefault$,
  GetInstanceMetadataDefaults$,
  ReplaceImageCriteriaInAllowedImagesSettings$,
  type DisableAllowedImagesSettingsResult,
  type EnableAllowedImagesSettingsRequest,
  type EnableAllowedImagesSettingsResult,
  type GetAllowedImagesSettingsResult,
  type GetEbsDefaultKmsKeyIdResult,
  type GetEbsEncryptionByDefaultResult,
  type GetInstanceMetadataDefaultsResult,
  type ReplaceImageCriteriaInAllowedImagesSettingsRequest,
  type ReplaceImageCriteriaInAllowedImagesSettingsResult,
} from '@aws-sdk/client-ec2';
import { AwsError, operation, type Call, type Operation } from '../operation.ts';

export const settingOperations: readonly Operation[] = [
  operation('ec2', GetEbsEncryptionByDefault$, getEncryption),
  operation('ec2', EnableEbsEncryptionByDefault$, (_: object, call) => setEncryption(true, call)),
  operation('ec2', DisableEbsEncryptionByDefault$, (_: object, call) => setEncryption(false, call)),
  operation('ec2', GetEbsDefaultKmsKeyId$, getKey),
  operation('ec2', GetInstanceMetadataDefaults$, getMetadataDefaults),
  operation('ec2', GetAllowedImagesSettings$, getAllowedImages),
  operation('ec2', EnableAllowedImagesSettings$, enableAllowedImages),
  operation('ec2', DisableAllowedImagesSettings$, disableAllowedImages),
  operation('ec2', ReplaceImageCriteriaInAllowedImagesSettings$, replaceCriteria),
];

function getEncryption(_: object, call: Call): GetEbsEncryptionByDefaultResult {
  return { EbsEncryptionByDefault: call.here.ebsEncryptionByDefault, SseType: 'none' };
}

function setEncryption(on: boolean, call: Call): { EbsEncryptionByDefault: boolean } {
  call.changeHere({ ebsEncryptionByDefault: on });
  return { EbsEncryptionByDefault: on };
}

function getKey(_: object, call: Call): GetEbsDefaultKmsKeyIdResult {
  return { KmsKeyId: call.here.ebsDefaultKmsKeyId };
}

function getMetadataDefaults(_: object, call: Call): GetInstanceMetadataDefaultsResult {
  return { AccountLevel: call.here.instanceMetadataDefaults };
}

function getAllowedImages(_: object, call: Call): GetAllowedImagesSettingsResult {
  return call.here.allowedImagesSettings;
}

function enableAllowedImages(
  { AllowedImagesSettingsState: state }: EnableAllowedImagesSettingsRequest,
  call: Call,
): EnableAllowedImagesSettingsResult {
  if (state !== 'enabled' && state !== 'audit-mode') {
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${String(state)}) for parameter AllowedImagesSettingsState is invalid`,
    );
  }
  change({ State: state }, call);
  return { AllowedImagesSettingsState: state };
}

function disableAllowedImages(_: object, call: Call): DisableAllowedImagesSettingsResult {
  change({ State: 'disabled' }, call);
  return { AllowedImagesSettingsState: 'disabled' };
}

function replaceCriteria(
  { ImageCriteria: criteria = [] }: ReplaceImageCriteriaInAllowedImagesSettingsRequest,
  call: Call,
): ReplaceImageCriteriaInAllowedImagesSettingsResult {
  if (criteria.length > 10) throw new AwsError('InvalidParameterValue', 'At most 10 image criteria are allowed');
  if (criteria.some(({ ImageProviders: providers = [] }) => providers.includes('none') && providers.length > 1)) {
    throw new AwsError('InvalidParameterValue', "The image provider 'none' can't be used with other image providers");
  }
  change({ ImageCriteria: criteria }, call);
  return { ReturnValue: true };
}

function change(settings: Partial<GetAllowedImagesSettingsResult>, call: Call): void {
  const now = call.here.allowedImagesSettings;
  if (now.ManagedBy === 'declarative-policy') {
    throw new AwsError('DeclarativePolicyViolation', 'The setting is managed by a declarative policy');
  }
  call.changeHere({ allowedImagesSettings: { ...now, ...settings } });
}
