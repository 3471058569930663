import { fieldMissing, unknown, type Unknown } from '#rule';
import type { trailSelectors } from './resource.ts';

type Selectors = typeof trailSelectors.config;
type Classic = NonNullable<Selectors['EventSelectors']>[number];
type Advanced = NonNullable<Selectors['AdvancedEventSelectors']>[number];
type Field = NonNullable<Advanced['FieldSelectors']>[number];

/** Whether a trail records each call that changes something, those to KMS among them. */
export interface Selected {
  readonly writes: boolean | Unknown;
  /** Where writes are recorded. */
  readonly keyUse: boolean;
}

const kms = 'kms.amazonaws.com';

/** The services that may be left out of the management events of a trail: both are loud. */
const loud = [kms, 'rdsdata.amazonaws.com'];

/**
 * What the event selectors of a trail let through of the management events.
 * Sources: https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_EventSelector.html,
 * https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html
 */
export function selectedBy({
  EventSelectors: classic = [],
  AdvancedEventSelectors: advanced = [],
}: Selectors): Selected {
  if (classic.length + advanced.length === 0) return { writes: fieldMissing('EventSelectors'), keyUse: false };
  const all = [...classic.flatMap(ofClassic), ...advanced.flatMap(ofAdvanced)];
  const whole = all.filter(({ writes }) => writes === true);
  if (whole.length > 0) return { writes: true, keyUse: whole.some(({ keyUse }) => keyUse) };
  return all[0] ?? { writes: false, keyUse: false };
}

function ofClassic({ IncludeManagementEvents: on, ReadWriteType: kind, ...rest }: Classic): readonly Selected[] {
  if (on === false || kind === 'ReadOnly') return [];
  return [{ writes: true, keyUse: !(rest.ExcludeManagementEventSources ?? []).includes(kms) }];
}

function ofAdvanced({ Name = '', FieldSelectors: fields = [] }: Advanced): readonly Selected[] {
  const category = fields.find(({ Field: field }) => field === 'eventCategory');
  if (!category?.Equals?.includes('Management')) return [];
  const [readOnly] = fields.filter(({ Field: field }) => field === 'readOnly');
  if (readOnly?.Equals?.includes('false') === false || readOnly?.NotEquals?.includes('false')) return [];
  const source = fields.find(({ Field: field }) => field === 'eventSource');
  const plain = (it: Field): boolean => it === category || it === readOnly || (it === source && leavesOutLoud(it));
  const narrowing = fields.find((it) => !plain(it) || isByPart(it));
  const message = `The selector ${Name} takes some of the management events, by ${narrowing?.Field ?? ''}.`;
  const writes = narrowing === undefined || unknown('outside', message);
  return [{ writes, keyUse: !source?.NotEquals?.includes(kms) }];
}

/** Whether a field is held against parts of a text, which of these fields no document explains. */
const isByPart = ({
  StartsWith: a = [],
  EndsWith: b = [],
  NotStartsWith: c = [],
  NotEndsWith: d = [],
}: Field): boolean => [a, b, c, d].some(({ length }) => length > 0);

/** Whether the field does nothing but leave out services that are loud. */
function leavesOutLoud({ Field: _field, NotEquals: out = [], ...others }: Field): boolean {
  return out.every((it) => loud.includes(it)) && Object.values(others).every((it) => it.length === 0);
}
