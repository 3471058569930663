import type { Config } from '#app/config/schema';
import { awsTypes } from '#clouds/aws/types';
import type { Standing } from '#clouds/standing';
import type { Provider, Reading, Target } from '#model';
import { eventRules, globalRegionOf } from '#report/onboard/aws-member';
import type { Delivery } from './delivery.ts';
import { azureDelivery, gcpDelivery } from './delivery-elsewhere.ts';
import { clock, type CloudOptions } from '../wire.ts';

/** Whether changes are to be told of: always where asked for, else where the config has a stack that follows them. */
export const isFollowing = (asked: boolean | undefined, { schedule }: Pick<Config, 'schedule'>): boolean =>
  asked ?? (schedule !== undefined && schedule.nearRealTime !== false);

/** Looks whether changes in what was read would be told of; what is alike in several regions is told once. */
export async function changeDelivery(
  readings: readonly Reading[],
  config: Config,
  options: CloudOptions,
): Promise<readonly Delivery[]> {
  const targets = readings.map(({ target }) => target).filter(({ id }) => !id.endsWith(':unknown'));
  const of = (provider: Provider) => targets.filter((it) => it.provider === provider);
  const [aws, azure, gcp] = await Promise.all([
    Promise.all([...regionsOf(of('aws'))].map((it) => inAccount(it, config, options))),
    azureDelivery(of('azure'), config, options),
    gcpDelivery(of('gcp'), config, options),
  ]);
  const all = [...aws.flat(), ...azure, ...gcp];
  const alike = Map.groupBy(all, ({ what, state, detail, permission }) => [what, state, detail, permission].join('\n'));
  const together = [...alike.values()].flatMap((own) => {
    const [first] = own;
    return first ? [{ ...first, places: own.flatMap(({ places }) => places) }] : [];
  });
  return [...together, ...(await federation(config, options))];
}

/** The regions of each account. */
function regionsOf(targets: readonly Target[]): ReadonlyMap<string, readonly string[]> {
  const parts = targets.map(({ id }) => id.split(':')).filter(([, , region]) => region !== 'global');
  const byAccount = Map.groupBy(parts, ([, account = '']) => account);
  return new Map([...byAccount].map(([account, own]) => [account, own.map(([, , region = '']) => region)]));
}

async function inAccount(
  [account, regions]: readonly [string, readonly string[]],
  config: Config,
  options: CloudOptions,
): Promise<readonly Delivery[]> {
  const { openAccount } = await import('#clouds/aws/session');
  const { rulesStanding, trailStanding } = await import('#clouds/aws/delivery');
  const { partitionOf } = await import('#clouds/aws/partition');
  const { gateOf } = await import('#clouds/gate');
  const { fromNodeProviderChain } = await import('@aws-sdk/credential-providers');
  const gate = gateOf({ clock });
  const named = baseOf(options);
  const session = await openAccount(settingOf(account, config, options), {
    gate,
    clock,
    base: { ...named, credentials: fromNodeProviderChain(named) },
  });
  const placed = (region: string) => [`aws:${account}:${region}`];
  if ('failure' in session) {
    const { reason, detail, permission = session.api } = session.failure;
    const why = { state: 'unknown' as const, detail, ...(reason === 'denied' && { permission }) };
    return [{ ...why, what: 'trail and event rules', places: regions.flatMap(placed) }];
  }
  const way = { gate, account, config: session.config };
  const global = globalRegionOf(partitionOf(regions[0] ?? ''));
  const rules = eventRules(awsTypes);
  const here = (region: string) =>
    rules.filter(({ isGlobal }) => (isGlobal ? region === global : regions.includes(region)));
  const checks = [...new Set([...regions, global])].flatMap((region) => [
    trailStanding(way, region).then((it) => ({
      ...it,
      what: 'trail',
      places: placed(region),
      ...cured(it, trailCure),
    })),
    rulesStanding(way, region, here(region)).then((it) => ({
      ...{ ...it, what: 'event rules', places: placed(region) },
      ...cured(
        it,
        `shoalwatch onboard aws --event-bus <bus> --regions ${regions.join()} --stack-account <account> --external-id <id>`,
      ),
    })),
  ]);
  return Promise.all(checks);
}

const cured = ({ state }: Standing, cure: string) => (state === 'missing' ? { cure } : {});

const trailCure =
  'aws cloudtrail create-trail --name management --s3-bucket-name <bucket> --is-multi-region-trail && aws cloudtrail start-logging --name management';

/** How the account was reached. */
function settingOf(account: string, { targets }: Config, { profile }: CloudOptions) {
  const entries = targets?.aws ?? [];
  const own = entries.find((it) => it.account === account);
  const member = entries.find(({ organization }) => organization);
  if (own) return own;
  const by = member?.role === undefined ? {} : { account, role: member.role, externalId: member.externalId };
  const signedIn = member?.profile ?? profile;
  return { ...by, ...(signedIn !== undefined && { profile: signedIn }) };
}

const baseOf = ({ profile }: CloudOptions) => (profile === undefined ? {} : { profile });

/** Whether the account's roles get tokens for Entra at all; whether Entra takes them only the role itself could tell. */
async function federation(config: Config, options: CloudOptions): Promise<readonly Delivery[]> {
  const { azureSignIn } = await import('#app/config/sign-in');
  if (!azureSignIn(config)) return [];
  const { outboundFederation } = await import('#clouds/aws/outbound');
  const standing = await outboundFederation(baseOf(options));
  const cure = 'aws iam enable-outbound-web-identity-federation';
  return [{ ...standing, what: 'outbound federation', places: ['aws'], ...cured(standing, cure) }];
}
