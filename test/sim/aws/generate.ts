import { seeded, type Seeded } from '../seeded.ts';
import { emptyRegion, type AwsAccount, type AwsEstate, type AwsIam, type AwsRegion } from './estate.ts';
import { identities } from './generate/identities.ts';
import { clusterPlan, type ClusterPlan } from './generate/plan.ts';
import { populate } from './generate/populate.ts';
import { trails } from './generate/trails.ts';

export interface AwsEstateSettings {
  readonly seed: number;
  readonly clusters: number;
  /** How many; without it one for every 100 clusters, the quota of OIDC providers. */
  readonly accounts?: number;
  /** Those that hold clusters. */
  readonly regions?: readonly string[];
}

const usualRegions = ['eu-central-1', 'eu-west-1', 'us-east-1'];
const emptyRegions = ['us-west-2', 'ap-southeast-2'];
const closedRegions = ['af-south-1', 'me-south-1'];

/**
 * An estate like those that are found in the field: clusters with their networks, nodes, identities, images and keys,
 * one in six or so wrong in some way. The same settings give the same estate. Each cluster brings at least 100
 * resources; a large estate is made when it is looked at and forgotten again, and looks the same every time.
 */
export function generateAwsEstate(settings: AwsEstateSettings): AwsEstate {
  const regions = settings.regions ?? usualRegions;
  const count = settings.accounts ?? Math.max(1, Math.ceil(settings.clusters / 100));
  const ids = Array.from({ length: count }, (_, at) => accountId(settings.seed, at));
  const keep = settings.clusters <= 1000;
  const recent: object[] = [];
  return {
    accounts: Object.fromEntries(
      ids.map((id, at) => [id, account({ id, at, count, regions, settings, keep, recent })]),
    ),
    accessKeys: Object.fromEntries(
      ids.map((id) => [accessKeyOf(id), { account: id, arn: `arn:aws:iam::${id}:user/auditor` }]),
    ),
  };
}

/** The access key id that speaks for a generated account. */
export function accessKeyOf(account: string): string {
  return `AKIA${account.padStart(16, '0')}`;
}

function accountId(seed: number, at: number): string {
  return String(100_000_000_000 + ((seed % 1000) * 100_000_000 + at * 7919 + 1));
}

interface AccountPlace {
  readonly id: string;
  readonly at: number;
  readonly count: number;
  readonly regions: readonly string[];
  readonly settings: AwsEstateSettings;
  readonly keep: boolean;
  /** What was made last stays, so that a sweep does not make it again for every call. */
  readonly recent: object[];
}

function account({ id, at, count, regions, settings, keep, recent }: AccountPlace): AwsAccount {
  const places = count * regions.length;
  const plansIn = (region: string): ClusterPlan[] => {
    const place = regions.indexOf(region) * count + at;
    const share = Math.floor(settings.clusters / places) + (place < settings.clusters % places ? 1 : 0);
    return Array.from({ length: share }, (_, index) => clusterPlan(settings.seed, id, region, index));
  };
  const iam = lazily<AwsIam>(
    () => identities(id, regions.flatMap(plansIn), seeded(`${String(settings.seed)}/${id}/iam`)),
    keep,
    recent,
  );
  return {
    get iam() {
      return iam();
    },
    trails: trails(id, regions[0] ?? 'us-east-1', seeded(`${String(settings.seed)}/${id}/trails`)),
    regions: {
      ...Object.fromEntries(emptyRegions.map((name) => [name, emptyRegion()])),
      ...Object.fromEntries(closedRegions.map((name) => [name, emptyRegion({ optInStatus: 'not-opted-in' })])),
      ...Object.fromEntries(
        regions.map((name) => {
          const random = (): Seeded => seeded(`${String(settings.seed)}/${id}/${name}`);
          return [
            name,
            lazyRegion(
              lazily(
                () => populate({ account: id, region: name, plans: plansIn(name), random: random() }),
                keep,
                recent,
              ),
            ),
          ];
        }),
      ),
    },
  };
}

function lazily<T extends object>(make: () => T, keep: boolean, recent: object[]): () => T {
  let kept: T | undefined;
  let held: WeakRef<T> | undefined;
  return () => {
    const earlier = kept ?? held?.deref();
    if (earlier !== undefined) return earlier;
    const made = make();
    if (keep) kept = made;
    else held = new WeakRef(made);
    recent.push(made);
    if (recent.length > mostRecent) recent.shift();
    return made;
  };
}

/** More than a sweep has under way at once. */
const mostRecent = 16;

// The status is known without making the rest: every account lists its regions.
function lazyRegion(content: () => AwsRegion): AwsRegion {
  const region = emptyRegion();
  for (const key of Object.keys(region).filter((name) => name !== 'optInStatus')) {
    Object.defineProperty(region, key, { enumerable: true, get: (): unknown => Reflect.get(content(), key) });
  }
  return region;
}
