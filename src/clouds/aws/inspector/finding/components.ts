import type { EnhancedImageScanFinding } from '@aws-sdk/client-ecr';
import type { Finding } from '@aws-sdk/client-inspector2';
import type { ImageScan, SeenFlaw, Wire } from '#model';

/** What the enhanced scan and Inspector say of a finding in the same words. */
type Enhanced = Pick<Wire<EnhancedImageScanFinding>, 'status' | 'title' | 'packageVulnerabilityDetails'>;

/** What a finding of Inspector tells of an image: one flaw that was seen, and nothing of others. */
export const findingOf = (found: Wire<Finding>): readonly ImageScan[] =>
  (found.resources ?? []).flatMap(({ details }): readonly ImageScan[] => {
    const digest = details?.awsEcrContainerImage?.imageHash;
    if (digest === undefined) return [];
    return [{ kind: 'scan', digest, by: 'Amazon Inspector', alone: true, flaws: flawOf(found) }];
  });

/** A flaw as Inspector describes it; one that it calls closed is no longer there. */
export function flawOf({ status, title, packageVulnerabilityDetails: details }: Enhanced): readonly SeenFlaw[] {
  if (status === 'CLOSED') return [];
  const packages = packagesIn({ packageVulnerabilityDetails: details });
  return [{ id: details?.vulnerabilityId ?? title ?? '', aliases: details?.relatedVulnerabilities ?? [], packages }];
}

/** The packages that a flaw is in. */
export const packagesIn = ({ packageVulnerabilityDetails: details }: Pick<Enhanced, 'packageVulnerabilityDetails'>) =>
  (details?.vulnerablePackages ?? []).flatMap(({ name, version }) =>
    name === undefined ? [] : [{ name, ...(version !== undefined && { version }) }],
  );
