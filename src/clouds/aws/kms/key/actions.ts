import { defineAction, wire, type Action, type ActionType, type ResourceOf } from '#model';
import { kmsKey } from './resource.ts';

/**
 * Lets a key be used again that was disabled. What it encrypted can be read again.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKey.html
 */
export const enableKey = defineAction({
  name: 'kms.enable-key',
  on: kmsKey,
  kind: 'replace',
  permissions: ['kms:EnableKey'],
  writes: ['KeyState', 'Enabled'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, KeyState: 'Enabled', Enabled: true } } }],
  undo: (before) => (before.config.KeyState === 'Disabled' ? [disableKey(before, {})] : []),
  undoneBy: () => [disableKey],
});

/**
 * Lets nobody use a key.
 * Source: https://docs.aws.amazon.com/kms/latest/APIReference/API_DisableKey.html
 */
export const disableKey = defineAction({
  name: 'kms.disable-key',
  on: kmsKey,
  kind: 'replace',
  permissions: ['kms:DisableKey'],
  writes: ['KeyState', 'Enabled'],
  request: wire<Record<never, never>>(),
  simulate: (it) => [{ put: { ...it, config: { ...it.config, KeyState: 'Disabled', Enabled: false } } }],
  undo: enabledAgain,
  undoneBy: enabling,
});

function enabling(): readonly ActionType[] {
  return [enableKey];
}

function enabledAgain(before: ResourceOf<typeof kmsKey>): readonly Action[] {
  return before.config.KeyState === 'Enabled' ? [enableKey(before, {})] : [];
}
