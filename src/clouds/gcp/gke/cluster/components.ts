import type { protos } from '@google-cloud/container';
import type { VersionInUse, Wire } from '#model';

/** The Kubernetes versions of a control plane and its pools. */
export function versionsOf(it: Wire<protos.google.container.v1.ICluster>): readonly VersionInUse[] {
  const cluster = it.name ?? '';
  const own = (part: string, version: string | null | undefined): VersionInUse => ({
    kind: 'version',
    of: 'kubernetes',
    version: version ?? '',
    part,
    cluster,
  });
  return [
    own('control plane', it.currentMasterVersion),
    ...(it.nodePools ?? []).map(({ name, version }) => own(`pool ${name ?? ''}`, version)),
  ];
}
