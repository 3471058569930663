import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
import { trailStatus } from './resource.ts';

type Status = ResourceOf<typeof trailStatus>;

/**
 * Makes a trail record and deliver what it selects.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StartLogging.html
 */
export const startLogging = defineAction({
  name: 'cloudtrail.start-logging',
  on: trailStatus,
  kind: 'replace',
  permissions: ['cloudtrail:StartLogging'],
  writes: ['IsLogging'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, IsLogging: true } } }],
  undo: (before) => (before.config.IsLogging === true ? [] : [stopLogging(before, {})]),
  undoneBy: () => [stopLogging],
});

/**
 * Ends what a trail records; what it has delivered stays.
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_StopLogging.html
 */
export const stopLogging = defineAction({
  name: 'cloudtrail.stop-logging',
  on: trailStatus,
  kind: 'replace',
  permissions: ['cloudtrail:StopLogging'],
  writes: ['IsLogging'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, IsLogging: false } } }],
  undo: startedAgain,
  undoneBy: starting,
});

function starting(): readonly ActionType[] {
  return [startLogging];
}

function startedAgain(before: Status): readonly Action[] {
  return before.config.IsLogging === true ? [startLogging(before, {})] : [];
}
