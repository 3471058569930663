import {
  DescribeImageScanFindingsCommand,
  type DescribeImageScanFindingsResponse,
  type EnhancedImageScanFinding,
  type ImageScanFinding,
} from '@aws-sdk/client-ecr';
import { need, type AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { isIndex, type KnownImage } from '../image/collect.ts';
import { ecrImageScan } from './resource.ts';

type Scan = Pick<DescribeImageScanFindingsResponse, 'imageId' | 'imageScanStatus' | 'imageScanFindings'>;

/**
 * Reads what the scan of each image found: one call for each, except where the image's own entry already says all that
 * the answer would. An image that was never scanned has no scan, and an index has none of its own.
 */
export async function collectImageScans(at: AwsReader, images: readonly KnownImage[]): Promise<void> {
  const api = 'ecr:DescribeImageScanFindings';
  const address = (known: KnownImage): string => `${known.address}/scan`;
  const scannable = images.filter(({ detail }) => !isIndex(detail));
  await at.sheet.each({ api, types: [ecrImageScan], address }, scannable, async (known) => {
    const scan = toldBy(known) ?? (await readScan(at, api, known));
    if (scan === undefined) return;
    const name = `${known.repository.name}@${known.digest}`;
    at.sheet.add(ecrImageScan, { id: address(known), name, config: toWire(scan) });
  });
}

/** What the image's entry tells of a scan without findings. One that tells nothing may still have been scanned. */
function toldBy({ digest, detail }: KnownImage): Scan | undefined {
  const { imageScanStatus, imageScanFindingsSummary: summary } = detail;
  const imageId = { imageDigest: digest };
  const status = imageScanStatus?.status;
  if (status === undefined || status === 'ACTIVE') return undefined;
  if (status !== 'COMPLETE') return { imageId, imageScanStatus };
  const counts = summary?.findingSeverityCounts;
  const none = counts !== undefined && Object.values(counts).every((count) => count === 0);
  return none ? { imageId, imageScanStatus, imageScanFindings: { ...summary, findings: [] } } : undefined;
}

async function readScan(at: AwsReader, api: string, { repository, digest }: KnownImage): Promise<Scan | undefined> {
  const imageId = { imageDigest: digest };
  const answers: DescribeImageScanFindingsResponse[] = [];
  const findings: ImageScanFinding[] = [];
  const enhancedFindings: EnhancedImageScanFinding[] = [];
  try {
    await at.pages(api, {
      send: async (nextToken, options) => {
        const request = { repositoryName: repository.name, imageId, maxResults: 1000, nextToken };
        const answer = await at.clients.ecr.send(new DescribeImageScanFindingsCommand(request), options);
        answers.push(answer);
        return answer;
      },
      next: ({ nextToken }) => nextToken,
      items: ({ imageScanFindings: found }) => [
        ...(found?.findings ?? []).map((it) => () => findings.push(it)),
        ...(found?.enhancedFindings ?? []).map((it) => () => enhancedFindings.push(it)),
      ],
      add: (keep) => keep(),
    });
  } catch (error) {
    if (error instanceof Error && error.name === 'ScanNotFoundException') return undefined;
    throw error;
  }
  const { imageScanStatus, imageScanFindings } = need(answers.at(-1), 'imageScanStatus');
  const whole = {
    ...imageScanFindings,
    ...(findings.length > 0 && { findings }),
    ...(enhancedFindings.length > 0 && { enhancedFindings }),
  };
  return { imageId, imageScanStatus, ...(imageScanFindings && { imageScanFindings: whole }) };
}
