import { fitsStars } from '#lib/pattern';
import type { Unknown } from '#model';
import { isUnread, unknown } from '#rule';
import { clusterIdOf, isFromFiles, providerOf } from '../address.ts';
import type { SystemRegistries } from './system-registry-facts.ts';
import type { ImageReference } from './reference-facts.ts';

/** The clouds that serve registries under an account, a login server or a project. */
export type RegistryCloud = 'ecr' | 'acr' | 'gar';

/** Whose registry of a cloud an image comes from. */
export interface RegistryOwner {
  readonly cloud: RegistryCloud;
  /** The account, the login server, or the project. */
  readonly key: string;
}

/** Lists what an audit holds of an owner's registries. */
export type AskRegistries = Readonly<
  Record<RegistryCloud, (key: string) => { readonly items: readonly unknown[]; readonly unread?: Unknown }>
>;

/** What policy says of registries. */
export interface RegistryPolicy {
  readonly allowedRegistries: readonly string[];
  readonly systemRegistries: SystemRegistries;
  readonly allowOwn: boolean;
}

/**
 * Whether an image comes from one of these registries: a host, or one with the beginning of a path. The host matches
 * whole, the path by whole steps; `*` stays inside one label of the host or one step.
 */
export function isFromAny({ host, path }: ImageReference, patterns: readonly string[]): boolean {
  const own = { labels: host.toLowerCase().split('.'), steps: path.split('/') };
  return patternsOf(patterns).some((pattern) => isFrom(own, pattern));
}

/** Whether policy, the provider or this audit vouches for the registry of an image. */
export function isTrusted(
  image: ImageReference,
  target: string,
  { allowedRegistries, systemRegistries, allowOwn }: RegistryPolicy,
  ask: AskRegistries,
): boolean | Unknown {
  const provider = providerOf(target);
  const { any, ...byProvider } = systemRegistries;
  const vouched = [allowedRegistries, any, ...(provider === undefined ? [] : [byProvider[provider]])];
  if (vouched.some((patterns) => isFromAny(image, patterns))) return true;
  const own = allowOwn && isOwn(image, target, allowedRegistries.length === 0, ask);
  if (own !== false || !isFromFiles(target)) return own;
  return Object.values(byProvider).some((patterns) => isFromAny(image, patterns)) && ofUnknownCluster;
}

const ofUnknownCluster = unknown(
  'not-in-files',
  'The files do not say whose cluster it is: the image may be one that its provider serves.',
);

/** Where policy allows no registry at all, what this audit lists has to be known before anything is called strange. */
function isOwn(image: ImageReference, target: string, alone: boolean, ask: AskRegistries): boolean | Unknown {
  const owner = ownerOf(image);
  if (owner && isOfCluster(owner, target)) return true;
  const asked = owner && ask[owner.cloud](owner.key);
  if (asked && asked.items.length > 0) return true;
  const all = alone ? [ask.ecr(''), ask.acr(''), ask.gar('')].map(({ unread }) => unread) : [];
  const missed = [asked?.unread, ...all].find((it) => it && (it.reason !== 'outside' || isFromFiles(target)));
  if (missed) return missed;
  const [first] = all;
  return first && all.every(isUnread) ? first : false;
}

/** The cluster's own account or project is of this audit, whatever it lists. */
function isOfCluster({ cloud, key }: RegistryOwner, target: string): boolean {
  const id = clusterIdOf(target) ?? '';
  if (cloud === 'ecr') return id.split(':')[4] === key;
  return cloud === 'gar' && /^\/\/container\.googleapis\.com\/projects\/([^/]+)\//.exec(id)?.[1] === key;
}

const ecr =
  /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.[a-z0-9-]+\.(?:amazonaws\.com(?:\.cn)?|on\.aws|on\.amazonwebservices\.com\.cn|c2s\.ic\.gov|sc2s\.sgov\.gov|cloud\.adc-e\.uk|csp\.hci\.ic\.gov)$/;
const acr = /^([a-z0-9-]+)(?:\.[a-z0-9]+\.geo)?\.azurecr\.(io|us|cn)$/;
const gar = /^(?:[a-z0-9-]+-docker\.pkg\.dev|(?:(?:us|eu|asia)\.)?gcr\.io)$/;

/**
 * Whose registry of a cloud an image comes from; undefined for others.
 * Sources: https://docs.aws.amazon.com/general/latest/gr/ecr.html,
 * https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication,
 * https://cloud.google.com/artifact-registry/docs/docker/names
 */
export function ownerOf({ host, path }: ImageReference): RegistryOwner | undefined {
  const name = host.toLowerCase();
  const account = ecr.exec(name)?.[1];
  if (account !== undefined) return { cloud: 'ecr', key: account };
  const [, registry, cloud] = acr.exec(name) ?? [];
  if (registry !== undefined && cloud !== undefined) return { cloud: 'acr', key: `${registry}.azurecr.${cloud}` };
  if (!gar.test(name)) return undefined;
  const [first = '', second = ''] = path.split('/');
  return { cloud: 'gar', key: first.includes('.') ? `${first}:${second}` : first };
}

/** The labels of a host and the steps of a path. */
interface Pattern {
  readonly labels: readonly string[];
  readonly steps: readonly string[];
}

/** A list of policy is asked about every image of a fleet, and taken apart once. */
const known = new WeakMap<readonly string[], readonly Pattern[]>();

function patternsOf(patterns: readonly string[]): readonly Pattern[] {
  const parsed = known.get(patterns) ?? patterns.map(patternOf);
  known.set(patterns, parsed);
  return parsed;
}

const dockerHosts = ['index.docker.io', 'registry-1.docker.io'];

function patternOf(text: string): Pattern {
  const [host = '', ...steps] = text.split('/').filter((step) => step !== '');
  return { labels: (dockerHosts.includes(host) ? 'docker.io' : host.toLowerCase()).split('.'), steps };
}

const isFrom = (own: Pattern, { labels, steps }: Pattern): boolean =>
  labels.length === own.labels.length &&
  labels.every((label, i) => fitsStars(own.labels[i] ?? '', label)) &&
  steps.length <= own.steps.length &&
  steps.every((step, i) => fitsStars(own.steps[i] ?? '', step));
