import {
  GetDetector$,
  ListDetectors$,
  UpdateDetector$,
  type DetectorFeatureConfiguration,
  type DetectorFeatureConfigurationResult,
  type GetDetectorRequest,
  type GetDetectorResponse,
  type ListDetectorsRequest,
  type ListDetectorsResponse,
  type UpdateDetectorRequest,
} from '@aws-sdk/client-guardduty';
import type { AwsRegion } from './estate.ts';
import { AwsError, operation, type Call, type Operation } from './operation.ts';

export const guardDutyOperations: readonly Operation[] = [
  operation('guardduty', ListDetectors$, listDetectors),
  operation('guardduty', GetDetector$, getDetector),
  operation('guardduty', UpdateDetector$, update),
];

type Held = NonNullable<AwsRegion['detector']>;

function listDetectors(
  { MaxResults: size = 50, NextToken: token }: ListDetectorsRequest,
  call: Call,
): ListDetectorsResponse {
  if (!Number.isInteger(size) || size < 1 || size > 50)
    throw new AwsError(
      'BadRequestException',
      'The request is rejected because the parameter maxResults has an invalid value.',
    );
  const page = call.paginate(call.here.detector ? [call.here.detector.id] : [], token, size);
  return { DetectorIds: page.items, NextToken: page.next };
}

function getDetector({ DetectorId: id }: GetDetectorRequest, call: Call): GetDetectorResponse {
  return heldAt(call, id).answer;
}

/** Features that are not named stay; each tells when it was last written. */
function update({ DetectorId: id, Enable, Features = [] }: UpdateDetectorRequest, call: Call): object {
  const { answer } = heldAt(call, id);
  const at = new Date(call.now);
  const features = (answer.Features ?? []).map((it) =>
    written(
      it,
      Features.find(({ Name }) => Name === it.Name),
      at,
    ),
  );
  call.changeHere({
    detector: {
      id: id ?? '',
      answer: {
        ...answer,
        ...(Enable !== undefined && { Status: Enable ? 'ENABLED' : 'DISABLED' }),
        UpdatedAt: at.toISOString(),
        Features: features,
      },
    },
  });
  return {};
}

function written(
  it: DetectorFeatureConfigurationResult,
  asked: DetectorFeatureConfiguration | undefined,
  UpdatedAt: Date,
): DetectorFeatureConfigurationResult {
  if (!asked) return it;
  const parts = asked.AdditionalConfiguration ?? [];
  const held = it.AdditionalConfiguration ?? [];
  return {
    ...it,
    ...(asked.Status && { Status: asked.Status }),
    UpdatedAt,
    ...(held.length > 0 && {
      AdditionalConfiguration: held.map((one) => {
        const next = parts.find(({ Name }) => Name === one.Name);
        return next?.Status ? { ...one, Status: next.Status, UpdatedAt } : one;
      }),
    }),
  };
}

/** One that belongs to another account is not told from one that is not there. */
function heldAt({ here: { detector } }: Call, id: string | undefined): Held {
  if (detector && detector.id === id) return detector;
  throw new AwsError(
    'BadRequestException',
    'The request is rejected because the input detectorId is not owned by the current account.',
  );
}
