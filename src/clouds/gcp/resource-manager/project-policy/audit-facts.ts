import type { Evidence } from '#rule';
import type { projectPolicy } from './resource.ts';

/** What a policy says about the logs of one kind of access to clusters. */
export interface AccessLog {
  readonly kind: 'DATA_READ' | 'DATA_WRITE';
  readonly isOn: boolean;
  /** Who is left out of them, each where it stands; not those who were deleted since. */
  readonly exempt: readonly Evidence[];
}

/**
 * The Data Access logs of GKE as the policy of a project turns them on, for GKE itself or for all services: both count
 * together. What folders and the organisation turn on comes on top, and is in no policy of a project.
 * Source: https://cloud.google.com/logging/docs/audit/configure-data-access
 */
export const accessLogs = ({ auditConfigs }: typeof projectPolicy.config): readonly AccessLog[] =>
  (['DATA_READ', 'DATA_WRITE'] as const).map((kind) => {
    const said = (auditConfigs ?? []).flatMap(({ service, auditLogConfigs }, i) =>
      service === 'allServices' || service === 'container.googleapis.com'
        ? (auditLogConfigs ?? []).flatMap((it, k) =>
            it.logType === kind ? [{ it, at: `auditConfigs[${i}].auditLogConfigs[${k}]` }] : [],
          )
        : [],
    );
    const exempt = said.flatMap(({ it, at }) =>
      (it.exemptedMembers ?? []).flatMap((actual, n) =>
        actual.startsWith('deleted:') ? [] : [{ at: `${at}.exemptedMembers[${n}]`, actual }],
      ),
    );
    return { kind, isOn: said.length > 0, exempt };
  });
