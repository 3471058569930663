import type {
  EnableAllowedImagesSettingsRequest,
  ReplaceImageCriteriaInAllowedImagesSettingsRequest,
} from '@aws-sdk/client-ec2';
import { defineAction, wire, type Action, type ActionType, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import type { eksCluster } from '../../eks/cluster/resource.ts';
import type { image } from '../image/resource.ts';
import { allowedImages } from './resource.ts';

/**
 * Says which images the account may launch. The service overwrites the criteria that stand.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ReplaceImageCriteriaInAllowedImagesSettings.html
 */
export const replaceImageCriteria = defineAction({
  name: 'ec2.replace-image-criteria',
  on: allowedImages,
  kind: 'replace',
  permissions: ['ec2:ReplaceImageCriteriaInAllowedImagesSettings'],
  writes: ['ImageCriteria'],
  request: wire<Required<Pick<ReplaceImageCriteriaInAllowedImagesSettingsRequest, 'ImageCriteria'>>>(),
  simulate: (it, { ImageCriteria }) => [{ put: { ...it, config: { ...it.config, ImageCriteria } } }],
  undo: ({ config }, _, again) => [again({ ImageCriteria: config.ImageCriteria ?? [] })],
});

/**
 * Turns the setting on. In audit mode every image can still be launched, and each tells whether it would be allowed.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableAllowedImagesSettings.html
 */
export const enableAllowedImages = defineAction({
  name: 'ec2.enable-allowed-images',
  on: allowedImages,
  kind: 'replace',
  permissions: ['ec2:EnableAllowedImagesSettings'],
  writes: ['State'],
  request: wire<Pick<EnableAllowedImagesSettingsRequest, 'AllowedImagesSettingsState'>>(),
  simulate: (it, request) => [{ put: { ...it, config: { ...it.config, State: request.AllowedImagesSettingsState } } }],
  undo(before, _, again) {
    const { State } = before.config;
    return State === 'enabled' || State === 'audit-mode'
      ? [again({ AllowedImagesSettingsState: State })]
      : [disableAllowedImages(before, {})];
  },
  undoneBy: () => [disableAllowedImages],
});

/**
 * Turns the setting off; its criteria stay.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableAllowedImagesSettings.html
 */
export const disableAllowedImages = defineAction({
  name: 'ec2.disable-allowed-images',
  on: allowedImages,
  kind: 'replace',
  permissions: ['ec2:DisableAllowedImagesSettings'],
  writes: ['State'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, State: 'disabled' } } }],
  undo: enabledAgain,
  undoneBy: enabling,
});

function enabling(): readonly ActionType[] {
  return [enableAllowedImages];
}

function enabledAgain(before: ResourceOf<typeof allowedImages>): readonly Action[] {
  const { State } = before.config;
  return State === 'enabled' || State === 'audit-mode'
    ? [enableAllowedImages(before, { AllowedImagesSettingsState: State })]
    : [];
}

/**
 * Turns audit mode on, with criteria from the owner list where none stand yet; an account's own images need none. An image
 * that nodes run cannot be changed, whatever the setting says.
 */
export function auditImages(
  it: ResourceOf<readonly [typeof image, typeof eksCluster, typeof allowedImages]>,
  owners: readonly string[],
): readonly Action[] | CannotPlan {
  if (it.type !== 'ec2.allowed-images') return cannotPlan('nodes that run the image have to be replaced');
  if (it.config.ManagedBy === 'declarative-policy') return cannotPlan('a declarative policy manages the setting');
  const enable = enableAllowedImages(it, { AllowedImagesSettingsState: 'audit-mode' });
  if ((it.config.ImageCriteria ?? []).length > 0) return [enable];
  const others = owners.filter((owner) => owner !== 'self');
  const ImageProviders = others.length > 0 ? others : ['none'];
  return [replaceImageCriteria(it, { ImageCriteria: [{ ImageProviders }] }), enable];
}
