import { defineFact, type Listing, type ResourceOf } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence, type Unknown } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { trailSelectors } from '../trail-selectors/resource.ts';
import { selectedBy } from '../trail-selectors/selected.ts';
import { trailStatus } from '../trail-status/resource.ts';
import { trails } from './resource.ts';

type Trail = NonNullable<typeof trails.config.trailList>[number];
type Status = ResourceOf<typeof trailStatus>;
type Selectors = ResourceOf<typeof trailSelectors>;

/** Something that is wrong with a trail that records all that it should. */
export interface TrailFlaw {
  readonly key: 'key-use' | 'log-validation' | 'delivery' | 'own-key';
  readonly says: string;
  readonly seen: Evidence;
}

/** A trail, and whether it records the management writes of every region. */
export interface Recording {
  readonly name: string;
  /** Why it does not; unknown where that could not be read, absent where it does. */
  readonly lacks?: string | Unknown;
  /** Of one that does. */
  readonly flaws: readonly TrailFlaw[];
}

/** The trails of an account. */
export const trailRecordings = defineFact({
  name: 'cloudtrail.recordings',
  of: trails,
  uses: [trailStatus, trailSelectors],
  work({ config: { trailList } }, { list }): readonly Recording[] | Unknown {
    if (trailList === undefined) return fieldMissing('trailList');
    return trailList.map((it, i): Recording => {
      const { Name, TrailARN: arn = '', IsMultiRegionTrail: everywhere, HomeRegion: home = 'its region' } = it;
      const name = Name ?? arn;
      const not = (lacks: string | Unknown): Recording => ({ name, lacks, flaws: [] });
      if (everywhere === undefined) return not(fieldMissing(`trailList[${i}].IsMultiRegionTrail`));
      if (!everywhere) return not(`records ${home} alone`);
      const status = onlyOf(list(trailStatus, { trail: arn }), `status of ${name}`);
      if (isUnread(status)) return not(status);
      if (status.config.IsLogging === undefined) return not(fieldMissing(`${status.id}#IsLogging`));
      if (!status.config.IsLogging) return not('is not logging');
      const selectors = onlyOf(list(trailSelectors, { trail: arn }), `selectors of ${name}`);
      if (isUnread(selectors)) return not(selectors);
      const { writes, keyUse } = selectedBy(selectors.config);
      if (isUnread(writes)) return not(writes);
      if (!writes) return not('leaves management writes out');
      if (it.LogFileValidationEnabled === undefined)
        return not(fieldMissing(`trailList[${i}].LogFileValidationEnabled`));
      const missed = keyUse ? [] : [withoutKeys(name, selectors)];
      return { name, flaws: [...missed, ...flawsOf(it, `trailList[${i}]`, name), ...undelivered(name, status)] };
    });
  },
});

/** The clusters of the account: in one that holds none, nothing leans on its trails. */
export const accountClusters = defineFact({
  name: 'cloudtrail.account-clusters',
  of: trails,
  uses: [eksCluster],
  work: ({ target }, { listAll }): Listing => listAll(eksCluster, { account: target.split(':')[1] ?? '' }),
});

function onlyOf<T>(
  { items: [only], unread }: { readonly items: readonly T[]; readonly unread?: Unknown },
  what: string,
) {
  return only ?? unread ?? unknown('not-found', `No answer holds the ${what}.`);
}

const withoutKeys = (name: string, { id, config }: Selectors): TrailFlaw => {
  const field = (config.EventSelectors ?? []).length > 0 ? 'EventSelectors' : 'AdvancedEventSelectors';
  const says = `${name} leaves out what is done with KMS keys`;
  return { key: 'key-use', says, seen: { at: `${id}#${field}`, actual: config[field] } };
};

function flawsOf(
  { LogFileValidationEnabled: validates, KmsKeyId }: Trail,
  at: string,
  name: string,
): readonly TrailFlaw[] {
  const seen = { at: `${at}.LogFileValidationEnabled`, actual: validates, expected: true };
  const plain = { at, actual: 'no KmsKeyId' };
  return [
    ...(validates === false
      ? [
          {
            key: 'log-validation' as const,
            says: `${name} gives no digest that shows whether its files were changed`,
            seen,
          },
        ]
      : []),
    ...(KmsKeyId === undefined
      ? [{ key: 'own-key' as const, says: `${name} is not encrypted with a key of your own`, seen: plain }]
      : []),
  ];
}

function undelivered(name: string, { id, config: { LatestDeliveryError: error } }: Status): readonly TrailFlaw[] {
  if (error === undefined || error === '') return [];
  const seen = { at: `${id}#LatestDeliveryError`, actual: error };
  return [{ key: 'delivery', says: `${name} could not deliver its files: ${error}`, seen }];
}
