import type { ErrorDetail } from '@aws-sdk/client-eks';
import { emptyIam, emptyRegion, type AwsEstate, type AwsIam, type AwsRegion, type HeldTrail } from './estate.ts';
import type { Call, Memory } from './operation.ts';

export interface Caller {
  readonly account: string;
  readonly arn: string;
  /** Milliseconds since 1970; a long-lived key never expires. */
  readonly expires: number;
}

/** The estate with everything that was written to it since, and what the provider remembers besides. */
export interface World {
  callerOf(accessKey: string, sessionToken: string | undefined): Caller | undefined;
  /** Whether a region takes calls of an account. The global endpoints sign for `us-east-1`. */
  isOpen(account: string, region: string): boolean;
  /** The next update of EKS ends as Failed with these. */
  failUpdate(errors: readonly ErrorDetail[]): void;
  view(account: string, region: string, asked: Pick<Call, 'caller' | 'now' | 'paginate'>): Call;
}

export function world(estate: AwsEstate): World {
  const regions = new Map<string, AwsRegion>();
  const iams = new Map<string, AwsIam>();
  const trails = new Map<string, readonly HeldTrail[]>();
  let counted = 0;
  const memory: Memory = {
    updates: new Map(),
    failures: [],
    sessions: new Map(),
    count: () => {
      counted += 1;
      return counted;
    },
  };

  const regionOf = (account: string, region: string): AwsRegion =>
    regions.get(`${account}/${region}`) ?? estate.accounts[account]?.regions[region] ?? emptyRegion();
  const iamOf = (account: string): AwsIam | undefined => iams.get(account) ?? estate.accounts[account]?.iam;

  const trailsOf = (account: string): readonly HeldTrail[] =>
    trails.get(account) ?? estate.accounts[account]?.trails ?? [];

  return {
    callerOf(accessKey, sessionToken) {
      const key = estate.accessKeys[accessKey];
      if (key !== undefined) return { ...key, expires: Number.POSITIVE_INFINITY };
      const session = memory.sessions.get(accessKey);
      return session !== undefined && session.token === sessionToken ? session : undefined;
    },
    isOpen(account, region) {
      const known = estate.accounts[account]?.regions[region];
      return known === undefined ? region === 'us-east-1' : known.optInStatus !== 'not-opted-in';
    },
    failUpdate: (errors) => void memory.failures.push(errors),
    view: (account, region, asked) => ({
      ...asked,
      account,
      region,
      get here() {
        return regionOf(account, region);
      },
      get iam() {
        return iamOf(account) ?? emptyIam();
      },
      get trails() {
        return trailsOf(account);
      },
      organization: estate.organization,
      memory,
      iamOf,
      regions: () => Object.entries(estate.accounts[account]?.regions ?? {}),
      changeHere(change) {
        regions.set(`${account}/${region}`, { ...regionOf(account, region), ...change });
      },
      changeTrail(changed) {
        const { TrailARN: arn } = changed.trail;
        trails.set(
          account,
          trailsOf(account).map((it) => (it.trail.TrailARN === arn ? changed : it)),
        );
      },
      changeIam(change) {
        iams.set(account, { ...(iamOf(account) ?? emptyIam()), ...change });
      },
    }),
  };
}
