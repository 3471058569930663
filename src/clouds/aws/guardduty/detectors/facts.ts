import { defineFact, type ResourceOf } from '#model';
import { fieldMissing, type Evidence, type Unknown } from '#rule';
import { clustersMissed } from '../../ecr/registry-facts.ts';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { detectors } from './resource.ts';

/** Whether a part of GuardDuty is on, and what says so. */
export interface Part {
  readonly on: boolean | Unknown;
  readonly seen: Evidence;
}

/** The features that look at what runs on nodes: of all compute, and the older one of EKS alone. */
export const runtimeFeatures: readonly string[] = ['RUNTIME_MONITORING', 'EKS_RUNTIME_MONITORING'];

/** What GuardDuty looks at in a region with clusters. */
export interface Watch {
  readonly clusters: number;
  readonly detector: Part;
  readonly auditLogs: Part;
  readonly runtime: Part;
}

/**
 * What GuardDuty looks at. Old answers tell of Kubernetes by data sources instead of features; runtime monitoring of EKS
 * alone is the older feature beside that of all compute.
 * Sources: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_GetDetector.html,
 * https://docs.aws.amazon.com/guardduty/latest/ug/guardduty-feature-object-api-changes-march2023.html
 */
export const clusterWatch = defineFact({
  name: 'guardduty.cluster-watch',
  of: detectors,
  uses: [eksCluster],
  work(it, { list }): Watch | Unknown {
    const all = list(eksCluster);
    const missed = clustersMissed(all);
    if (missed) return missed;
    return { clusters: all.items.length, ...watchOf(it) };
  },
});

function watchOf({ config }: ResourceOf<typeof detectors>): Omit<Watch, 'clusters'> {
  const [own] = config.detectors;
  if (!own) {
    const none: Part = { on: false, seen: { at: 'detectors', actual: [] } };
    return { detector: none, auditLogs: none, runtime: none };
  }
  const seen = { at: 'detectors[0].Status', actual: own.Status, expected: 'ENABLED' };
  const detector: Part =
    own.Status === undefined
      ? { on: fieldMissing('detectors[0].Status'), seen: { at: 'detectors[0]', actual: 'no Status' } }
      : { on: own.Status === 'ENABLED', seen };
  const runtime = featureOf(own, runtimeFeatures);
  return { detector, auditLogs: featureOf(own, ['EKS_AUDIT_LOGS']) ?? unsaid, runtime: runtime ?? unsaid };
}

type Detector = ResourceOf<typeof detectors>['config']['detectors'][number];

/** Whether one of the features is on; undefined where the answer is from before there were features. */
function featureOf({ Features }: Detector, names: readonly string[]): Part | undefined {
  if (Features === undefined) return undefined;
  const own = Features.flatMap((it, i) => (names.includes(it.Name ?? '') ? { ...it, i } : []));
  const [first] = own;
  if (!first) return { on: false, seen: { at: 'detectors[0].Features', actual: `no ${names[0] ?? ''}` } };
  const on = own.find(({ Status }) => Status === 'ENABLED') ?? first;
  return {
    on: on.Status === undefined ? fieldMissing(`detectors[0].Features[${on.i}].Status`) : on.Status === 'ENABLED',
    seen: {
      at: `detectors[0].Features[${on.i}]`,
      actual: `${on.Name ?? ''} ${on.Status ?? ''}`.trim(),
      expected: 'ENABLED',
    },
  };
}

const unsaid: Part = {
  on: fieldMissing('detectors[0].Features'),
  seen: { at: 'detectors[0]', actual: 'no Features' },
};
