import { GetDetectorCommand, ListDetectorsCommand } from '@aws-sdk/client-guardduty';
import type { AwsReader } from '../../reader.ts';
import { toWire } from '../../../to-wire.ts';
import { detectors } from './resource.ts';

/** Reads whether GuardDuty is on in the region, and what it looks at. */
export async function collectDetectors(at: AwsReader): Promise<void> {
  const ids: string[] = [];
  const address = `${at.sheet.target.id}/${detectors.name}`;
  const listed = { api: 'guardduty:ListDetectors', types: [detectors] };
  await at.sheet.list(listed, async () => {
    await at.pages(listed.api, {
      send: (NextToken, options) =>
        at.clients.guardduty.send(new ListDetectorsCommand({ MaxResults: 50, NextToken }), options),
      next: ({ NextToken }) => NextToken,
      items: ({ DetectorIds }) => DetectorIds,
      add: (id) => ids.push(id),
    });
    await read(at, address, ids);
  });
}

async function read(at: AwsReader, address: string, ids: readonly string[]): Promise<void> {
  const api = 'guardduty:GetDetector';
  await at.sheet.one({ api, types: [detectors], address }, async () => {
    const answers = await Promise.all(
      ids.map(async (DetectorId) => {
        const answer = await at.call(api, (options) =>
          at.clients.guardduty.send(new GetDetectorCommand({ DetectorId }), options),
        );
        return undated({ ...toWire(answer), DetectorId });
      }),
    );
    at.sheet.add(detectors, { id: address, name: detectors.name, config: { detectors: answers } });
  });
}

type Detector = (typeof detectors)['config']['detectors'][number];

/** Without the moments at which settings were last written: they say nothing of what is set. */
function undated({ $metadata: _metadata, UpdatedAt: _updated, ...rest }: Detector & { $metadata?: unknown }): Detector {
  const Features = rest.Features?.map(({ UpdatedAt: _at, AdditionalConfiguration: parts, ...feature }) => ({
    ...feature,
    ...(parts && { AdditionalConfiguration: parts.map(({ UpdatedAt: _part, ...part }) => part) }),
  }));
  return { ...rest, ...(Features && { Features }) };
}
