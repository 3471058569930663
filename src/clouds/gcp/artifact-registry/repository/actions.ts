import { defineAction, wire, type Action, type CannotPlan, type ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { withoutDefaults } from '../../without-defaults.ts';
import { repository } from './resource.ts';

/**
 * Keeps tags from being moved to other images, or no longer. The service does not compare.
 * Source: https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories/patch
 */
export const setTagImmutability = defineAction({
  name: 'gcp.set-tag-immutability',
  on: repository,
  kind: 'replace',
  permissions: ['artifactregistry.repositories.update'],
  writes: ['dockerConfig.immutableTags'],
  request: wire<{ readonly immutableTags: boolean }>(),
  simulate: ({ config, ...it }, { immutableTags }) => [
    { put: { ...it, config: { ...config, dockerConfig: withoutDefaults({ ...config.dockerConfig, immutableTags }) } } },
  ],
  undo: ({ config }, _, again) => [again({ immutableTags: config.dockerConfig?.immutableTags === true })],
});

/**
 * Lets images be scanned as the project has it, or switches that off for the repository. It is simulated for a project in
 * which the Container Scanning API is on; in others the repository is read again as one that nobody scans.
 * Source: https://cloud.google.com/artifact-registry/docs/reference/rest/v1/projects.locations.repositories#vulnerabilityscanningconfig
 */
export const setVulnerabilityScanning = defineAction({
  name: 'gcp.set-vulnerability-scanning',
  on: repository,
  kind: 'replace',
  permissions: ['artifactregistry.repositories.update'],
  writes: ['vulnerabilityScanningConfig'],
  request: wire<{ readonly enablementConfig: 'INHERITED' | 'DISABLED' }>(),
  simulate({ config, ...it }, { enablementConfig }) {
    const { enablementStateReason: _reason, ...old } = config.vulnerabilityScanningConfig ?? {};
    const enablementState = enablementConfig === 'INHERITED' ? 'SCANNING_ACTIVE' : 'SCANNING_DISABLED';
    const vulnerabilityScanningConfig = { ...old, enablementConfig, enablementState } as const;
    return [{ put: { ...it, config: { ...config, vulnerabilityScanningConfig } } }];
  },
  undo: (_, { enablementConfig }, again) => [
    again({ enablementConfig: enablementConfig === 'INHERITED' ? 'DISABLED' : 'INHERITED' }),
  ],
});

/** Lets images of a repository for which scanning was switched off be scanned again. */
export function planScanning(it: ResourceOf<typeof repository>): readonly Action[] | CannotPlan {
  const { enablementConfig, enablementStateReason: reason } = it.config.vulnerabilityScanningConfig ?? {};
  return enablementConfig !== 'DISABLED' || reason?.includes('containerscanning.googleapis.com')
    ? cannotPlan('the Container Scanning API is turned on for a whole project, and each image it scans is billed')
    : [setVulnerabilityScanning(it, { enablementConfig: 'INHERITED' })];
}
