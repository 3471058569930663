import type { DetectorAdditionalConfiguration, DetectorFeatureConfiguration } from '@aws-sdk/client-guardduty';
import { defineAction, wire, type Action, type CannotPlan, type ResourceOf, type Wire } from '#model';
import { cannotPlan } from '#rule';
import { detectors } from './resource.ts';

type Detectors = ResourceOf<typeof detectors>;
type Held = Detectors['config']['detectors'][number];
type HeldFeature = NonNullable<Held['Features']>[number];
type Feature = Wire<DetectorFeatureConfiguration>;

/**
 * Turns the detector of a region and some of its features on or off; what is not given stays.
 * Source: https://docs.aws.amazon.com/guardduty/latest/APIReference/API_UpdateDetector.html
 */
export const updateDetector = defineAction({
  name: 'guardduty.update-detector',
  on: detectors,
  kind: 'replace',
  permissions: ['guardduty:UpdateDetector'],
  writes: ['detectors.Status', 'detectors.Features'],
  request: wire<{ DetectorId: string; Enable: boolean; Features: DetectorFeatureConfiguration[] }>(),
  simulate: (it, { DetectorId, Enable, Features }) => {
    const all = it.config.detectors.map((one): Held => {
      if (one.DetectorId !== DetectorId) return one;
      return { ...one, Status: Enable ? 'ENABLED' : 'DISABLED', Features: merged(one.Features ?? [], Features) };
    });
    return [{ put: { ...it, config: { ...it.config, detectors: all } } }];
  },
  undo({ config }, { DetectorId, Features }, again) {
    const stood = config.detectors.find((one) => one.DetectorId === DetectorId);
    if (!stood) return [];
    const former = Features.map(({ Name }) => stood.Features?.find((one) => one.Name === Name));
    const known = former.flatMap((one) => (one ? [settingOf(one)] : []));
    if (known.length < Features.length) return { cannot: 'which features were on before is not known' };
    return [again({ DetectorId, Enable: stood.Status === 'ENABLED', Features: known })];
  },
});

/** Turns the detector on, with what looks at the audit logs of clusters and, where that is asked for, at their nodes. */
export function watchClusters(it: Detectors, asksRuntime: boolean): readonly Action[] | CannotPlan {
  const [own] = it.config.detectors;
  if (!own?.DetectorId) return cannotPlan('turning GuardDuty on for an account is for whoever pays for it');
  if (own.Features === undefined) return cannotPlan('the answer does not say which features there are');
  const runs = own.Features.some(({ Name, Status }) => Status === 'ENABLED' && /RUNTIME_MONITORING$/.test(Name ?? ''));
  const Features = asksRuntime && !runs ? [auditLogs, runtime] : [auditLogs];
  return [updateDetector(it, { DetectorId: own.DetectorId, Enable: true, Features })];
}

const auditLogs: Feature = { Name: 'EKS_AUDIT_LOGS', Status: 'ENABLED' };

/** The add-on that looks at nodes comes with it: without it GuardDuty would wait for somebody to install it. */
const runtime: Feature = {
  Name: 'RUNTIME_MONITORING',
  Status: 'ENABLED',
  AdditionalConfiguration: [{ Name: 'EKS_ADDON_MANAGEMENT', Status: 'ENABLED' }],
};

type Parts = Wire<DetectorAdditionalConfiguration>[];

/** Features by their names, those that are given in place of those that were there. */
function merged(held: readonly HeldFeature[], given: readonly Feature[]): HeldFeature[] {
  const changed = held.map((one): HeldFeature => {
    const next = given.find(({ Name }) => Name === one.Name);
    if (!next) return one;
    const parts = next.AdditionalConfiguration;
    return {
      ...one,
      ...(next.Status && { Status: next.Status }),
      ...(parts && { AdditionalConfiguration: mergedParts(one.AdditionalConfiguration ?? [], parts) }),
    };
  });
  const added = given.filter(({ Name }) => !held.some((one) => one.Name === Name));
  return [...changed, ...added];
}

type HeldPart = NonNullable<HeldFeature['AdditionalConfiguration']>[number];

function mergedParts(held: readonly HeldPart[], given: Readonly<Parts>): HeldPart[] {
  const changed = held.map((one) => ({ ...one, ...given.find(({ Name }) => Name === one.Name) }));
  return [...changed, ...given.filter(({ Name }) => !held.some((one) => one.Name === Name))];
}

/** A feature as it is asked for. */
const settingOf = ({ Name, Status, AdditionalConfiguration }: HeldFeature): Feature => ({
  ...(Name && Name !== 'CLOUD_TRAIL' && Name !== 'DNS_LOGS' && Name !== 'FLOW_LOGS' && { Name }),
  ...(Status && { Status }),
  ...(AdditionalConfiguration && {
    AdditionalConfiguration: AdditionalConfiguration.map((one) => ({
      ...(one.Name && { Name: one.Name }),
      ...(one.Status && { Status: one.Status }),
    })),
  }),
});
