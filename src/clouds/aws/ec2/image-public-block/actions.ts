import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
import { imagePublicBlock } from './resource.ts';

/**
 * Keeps AMIs of the region from being made public; those that are stay so.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_EnableImageBlockPublicAccess.html
 */
export const enableImageBlock = defineAction({
  name: 'ec2.enable-image-block',
  on: imagePublicBlock,
  kind: 'replace',
  permissions: ['ec2:EnableImageBlockPublicAccess', 'ec2:GetImageBlockPublicAccessState'],
  writes: ['ImageBlockPublicAccessState'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [withState(it, 'block-new-sharing')],
  undo: (before) =>
    before.config.ImageBlockPublicAccessState === 'block-new-sharing' ? [] : [disableImageBlock(before, {})],
  undoneBy: () => [disableImageBlock],
});

/**
 * Lets AMIs be made public.
 * Source: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DisableImageBlockPublicAccess.html
 */
export const disableImageBlock = defineAction({
  name: 'ec2.disable-image-block',
  on: imagePublicBlock,
  kind: 'replace',
  permissions: ['ec2:DisableImageBlockPublicAccess', 'ec2:GetImageBlockPublicAccessState'],
  writes: ['ImageBlockPublicAccessState'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [withState(it, 'unblocked')],
  undo: enabledAgain,
  undoneBy: enabling,
});

type Block = ResourceOf<typeof imagePublicBlock>;

const withState = (it: Block, ImageBlockPublicAccessState: string) => ({
  put: { ...it, config: { ...it.config, ImageBlockPublicAccessState } },
});

function enabling(): readonly ActionType[] {
  return [enableImageBlock];
}

function enabledAgain(before: Block): readonly Action[] {
  return before.config.ImageBlockPublicAccessState === 'block-new-sharing' ? [enableImageBlock(before, {})] : [];
}
