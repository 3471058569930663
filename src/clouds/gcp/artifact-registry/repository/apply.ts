import { defineApply } from '../../../apply.ts';
import { sendable } from '../../../apply-request.ts';
import { callOptions } from '../../call-options.ts';
import type { GcpWriter } from '../../writer.ts';
import { setTagImmutability, setVulnerabilityScanning } from './actions.ts';

/** Sends `UpdateRepository` for one field, which is in effect when it answers. */
export const applyTagImmutability = defineApply(setTagImmutability, (at: GcpWriter, { id }, request) =>
  updateRepository(at, id, { dockerConfig: sendable(request) }, 'docker_config.immutable_tags'),
);

export const applyVulnerabilityScanning = defineApply(setVulnerabilityScanning, (at: GcpWriter, { id }, request) =>
  updateRepository(
    at,
    id,
    { vulnerabilityScanningConfig: sendable(request) },
    'vulnerability_scanning_config.enablement_config',
  ),
);

type Change = Omit<NonNullable<Parameters<GcpWriter['registry']['updateRepository']>[0]['repository']>, 'name'>;

async function updateRepository(at: GcpWriter, id: string, change: Change, path: string): Promise<void> {
  const repository = { name: id.replace('//artifactregistry.googleapis.com/', ''), ...change };
  await at.call('artifactregistry.repositories.update', () =>
    at.registry.updateRepository({ repository, updateMask: { paths: [path] } }, callOptions()),
  );
}
