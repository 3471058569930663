import { defineAction, wire, type Action, type CannotPlan, type Look, type ResourceOf, type Stage } from '#model';
import { cannotPlan, isUnread } from '#rule';
import { scanState, scanTypeOf } from '../registry-scanning/facts.ts';
import { ecrRegistryScanning } from '../registry-scanning/resource.ts';
import { ecrRepositoryScanning } from '../repository-scanning/resource.ts';
import { ecrRepository } from './resource.ts';

type Repository = ResourceOf<typeof ecrRepository>;

/**
 * Sets the repository's own flag, which counts under basic scanning where no rule of the registry names the repository.
 * Images that it holds already are not scanned by it.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_PutImageScanningConfiguration.html
 */
export const putImageScanning = defineAction({
  name: 'ecr.put-image-scanning',
  on: ecrRepository,
  kind: 'replace',
  permissions: ['ecr:PutImageScanningConfiguration'],
  writes: ['imageScanningConfiguration'],
  request: wire<{ readonly scanOnPush: boolean }>(),
  simulate: (it, request, stage) => [
    { put: { ...it, config: { ...it.config, imageScanningConfiguration: request } } },
    ...effectiveIn(it, request.scanOnPush, stage),
  ],
  undo: ({ config }, _, again) => [again({ scanOnPush: config.imageScanningConfiguration?.scanOnPush === true })],
});

/** How the repository is scanned then, as its own entry says. */
function effectiveIn({ id, target }: Repository, scanOnPush: boolean, { find }: Stage) {
  const registry = find(ecrRegistryScanning, `${target}/${ecrRegistryScanning.name}`);
  const entry = find(ecrRepositoryScanning, `${id}/scanning`);
  if (isUnread(registry) || registry === 'absent' || isUnread(entry) || entry === 'absent') return [];
  if (scanTypeOf(registry) !== 'BASIC' || entry.config.appliedScanFilters?.length) return [];
  const scanFrequency = scanOnPush ? ('SCAN_ON_PUSH' as const) : ('MANUAL' as const);
  return [{ put: { ...entry, config: { ...entry.config, scanOnPush, scanFrequency } } }];
}

/** Turns a repository's own flag on, where it is what counts. */
export const scanningOnPush = {
  impact: 'none' as const,
  reversible: true,
  actions: [putImageScanning],
  plan(
    it: Repository | ResourceOf<typeof ecrRegistryScanning>,
    { fact }: Pick<Look<typeof scanState>, 'fact'>,
  ): readonly Action[] | CannotPlan {
    if (it.type !== ecrRepository.name)
      return cannotPlan('which repositories the registry is to scan is for a person to say');
    const state = fact(scanState, it);
    if (isUnread(state)) return cannotPlan(state.message);
    return state.isByFlag
      ? [putImageScanning(it, { scanOnPush: true })]
      : cannotPlan('its own flag does not count: change the rules of the registry');
  },
};
