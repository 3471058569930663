import type { DescribeImageScanFindingsResponse, ImageScanFinding } from '@aws-sdk/client-ecr';
import type { ImageScan, SeenFlaw, Wire } from '#model';
import { flawOf } from '../../inspector/finding/components.ts';

type Answer = Wire<Pick<DescribeImageScanFindingsResponse, 'imageId' | 'imageScanStatus' | 'imageScanFindings'>>;

/**
 * What a registry scan tells: of its states only COMPLETE and ACTIVE say anything, and an answer that counts more than
 * it holds was not read to its end. An active scan without findings has them at Inspector.
 */
export function scanOf({ imageId, imageScanStatus, imageScanFindings: found }: Answer): readonly ImageScan[] {
  const digest = imageId?.imageDigest;
  if (digest === undefined) return [];
  const state = imageScanStatus?.status;
  const flaws = [...(found?.findings ?? []).map(basicFlaw), ...(found?.enhancedFindings ?? []).flatMap(flawOf)];
  const at = found?.imageScanCompletedAt;
  const base = { kind: 'scan', digest, by: 'ECR', flaws } as const;
  if (state === 'ACTIVE') {
    const basic = (found?.findings ?? []).length > 0 ? systemOnly : 'elsewhere';
    const unread = found?.enhancedFindings ? uncounted(found, flaws.length) : basic;
    return [{ ...base, ...(unread !== undefined && { unread }) }];
  }
  const dated = { ...base, ...(at !== undefined && { at }) };
  if (state !== 'COMPLETE') return [{ ...dated, unread: `the state of its scan is ${state ?? 'not told'}` }];
  if (!found?.findings || at === undefined) return [{ ...dated, unread: 'the answer of its scan is not whole' }];
  return [{ ...dated, unread: uncounted(found, flaws.length) ?? systemOnly }];
}

/** The findings of a basic scan are told apart from those of Inspector, which looks at packages of languages too. */
const systemOnly = 'its scan looked at operating system packages only';

function uncounted({ findingSeverityCounts }: NonNullable<Answer['imageScanFindings']>, held: number) {
  const count = Object.values(findingSeverityCounts ?? {}).reduce((sum, one) => sum + one, 0);
  return count > held ? `its scan counts ${count} findings and holds ${held}` : undefined;
}

const basicFlaw = (found: Wire<ImageScanFinding>): SeenFlaw => ({
  id: found.name ?? '',
  aliases: [],
  packages: basicPackages(found),
});

/** The package that a basic scan found a flaw in. */
export function basicPackages({ attributes }: Wire<ImageScanFinding>): SeenFlaw['packages'] {
  const valueOf = (key: string): string | undefined => attributes?.find((it) => it.key === key)?.value;
  const name = valueOf('package_name');
  const version = valueOf('package_version');
  return name === undefined ? [] : [{ name, ...(version !== undefined && { version }) }];
}
