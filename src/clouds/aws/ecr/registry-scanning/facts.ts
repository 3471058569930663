import { defineFact, type Listing, type Resource, type ResourceOf, type Unknown } from '#model';
import { fieldMissing, isUnread, unknown, type Evidence } from '#rule';
import { eksCluster } from '../../eks/cluster/resource.ts';
import { inspectorAccount } from '../../inspector/account/resource.ts';
import { clustersMissed } from '../registry-facts.ts';
import { ecrRepositoryScanning } from '../repository-scanning/resource.ts';
import { ecrRepository } from '../repository/resource.ts';
import { ecrRegistryScanning } from './resource.ts';

type Registry = ResourceOf<typeof ecrRegistryScanning>;
type Repository = ResourceOf<typeof ecrRepository>;
type Rule = NonNullable<NonNullable<Registry['config']['scanningConfiguration']>['rules']>[number];
type Frequency = Rule['scanFrequency'];

/** Whether the images of a repository are scanned, and what says so, with the address of what holds it. */
export interface ScanState {
  readonly scanned: boolean;
  readonly seen: Evidence;
  /** Whether the repository's own flag is known to be what counts: under basic scanning, where no rule names it. */
  readonly isByFlag: boolean;
}

/**
 * Whether the images of a repository are scanned by themselves. Its effective frequency is derived from the registry's
 * where it could not be read; enhanced scanning happens only while Inspector is on.
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-scanning-filters.html
 */
export const scanState = defineFact({
  name: 'ecr.scan-state',
  of: ecrRepository,
  uses: [ecrRepositoryScanning, ecrRegistryScanning, inspectorAccount],
  work(it, { find, list }): ScanState | Unknown {
    const registry = onlyOf(list(ecrRegistryScanning), 'How the registry scans');
    const own = find(ecrRepositoryScanning, `${it.id}/scanning`);
    const set = isUnread(own) || own === 'absent' ? derived(it, registry) : frequencyIn(own);
    if (isUnread(set)) return set;
    const { frequency, seen } = set;
    const type = isUnread(registry) ? registry : scanTypeOf(registry);
    const isByFlag =
      type === 'BASIC' && !isUnread(registry) && matchingIn(registry, it.config.repositoryName).length === 0;
    if (frequency === 'MANUAL') return { scanned: false, seen, isByFlag };
    if (type === 'BASIC') return { scanned: true, seen, isByFlag };
    const inspector = onlyOf(list(inspectorAccount), 'Whether Inspector is on');
    if (isUnread(inspector)) return inspector;
    const status = inspector.config.resourceState?.ecr?.status;
    const at = `${inspector.id}#resourceState.ecr.status`;
    if (status === undefined) return fieldMissing(at);
    if (status.endsWith('ING')) return unknown('in-transition', `Inspector is ${status} for ECR.`);
    if (status === 'ENABLED') return { scanned: true, seen, isByFlag };
    return isUnread(type) ? type : { scanned: false, seen: { at, actual: status, expected: 'ENABLED' }, isByFlag };
  },
});

/** How many repositories of a registry are not scanned. */
export interface Coverage {
  readonly repositories: number;
  readonly unscanned: readonly { readonly name: string; readonly seen: Evidence }[];
  /** More than half of them. */
  readonly isMost: boolean;
}

/** How many repositories of a registry are not scanned; unknown while those that are unknown could make it most. */
const repositoryCoverage = defineFact({
  name: 'ecr.repository-coverage',
  of: ecrRegistryScanning,
  uses: [ecrRepository, scanState],
  work(_, { list, fact }): Coverage | Unknown {
    const { items, unread } = list(ecrRepository);
    if (unread) return unread;
    const states = items.map((it) => ({ name: it.config.repositoryName ?? it.name, state: fact(scanState, it) }));
    const unscanned = states.flatMap(({ name, state }) => (isUnread(state) || state.scanned ? [] : { name, ...state }));
    const [unsure, ...more] = states.map(({ state }) => state).filter(isUnread);
    const isMost = 2 * unscanned.length > items.length;
    const couldBe = unsure ? unscanned.length + 1 + more.length : 0;
    return unsure && !isMost && 2 * couldBe > items.length ? unsure : { repositories: items.length, unscanned, isMost };
  },
});

/** The same of a registry that is judged itself, which it is only where clusters are. */
export const scanCoverage = defineFact({
  name: 'ecr.scan-coverage',
  of: ecrRegistryScanning,
  uses: [eksCluster, repositoryCoverage],
  work: (it, { list, fact }): Coverage | Unknown => clustersMissed(list(eksCluster)) ?? fact(repositoryCoverage, it),
});

/** The same of the registry that a repository is in. */
export const scanCoverageAround = defineFact({
  name: 'ecr.scan-coverage-around',
  of: ecrRepository,
  uses: [ecrRegistryScanning, repositoryCoverage],
  work(_, { list, fact }): Coverage | Unknown {
    const registry = onlyOf(list(ecrRegistryScanning), 'How the registry scans');
    return isUnread(registry) ? registry : fact(repositoryCoverage, registry);
  },
});

/** Basic where nobody ever said. */
export const scanTypeOf = ({ config: { scanningConfiguration: set } }: Registry): 'BASIC' | 'ENHANCED' | Unknown =>
  set === undefined ? 'BASIC' : (set.scanType ?? fieldMissing('scanningConfiguration.scanType'));

function onlyOf<R extends Resource>({ items, unread }: Listing<R>, what: string): R | Unknown {
  return items[0] ?? unread ?? unknown('not-found', `${what} was not read.`);
}

interface Set {
  readonly frequency: Frequency;
  readonly seen: Evidence;
}

function frequencyIn({ id, config }: ResourceOf<typeof ecrRepositoryScanning>): Set | Unknown {
  const at = `${id}#scanFrequency`;
  const { scanFrequency: frequency } = config;
  return frequency === undefined ? fieldMissing(at) : { frequency, seen: { at, actual: frequency } };
}

/** Rules of the registry come first; under basic scanning the repository's own flag comes after them. */
function derived({ id, config }: Repository, registry: Registry | Unknown): Set | Unknown {
  if (isUnread(registry)) return registry;
  const type = scanTypeOf(registry);
  if (isUnread(type)) return type;
  const { repositoryName: name, imageScanningConfiguration: flag } = config;
  const matching = matchingIn(registry, name);
  const most = order.flatMap((one) => matching.find(({ rule }) => rule.scanFrequency === one) ?? [])[0];
  if (most) {
    const { scanFrequency: frequency } = most.rule;
    const at = `${registry.id}#scanningConfiguration.rules[${most.i}].scanFrequency`;
    return { frequency, seen: { at, actual: frequency } };
  }
  if (type === 'ENHANCED') return { frequency: 'MANUAL', seen: { at: `${registry.id}#`, actual: 'no rule matches' } };
  if (flag?.scanOnPush === undefined)
    return { frequency: 'MANUAL', seen: { at: `${id}#`, actual: 'no imageScanningConfiguration.scanOnPush' } };
  const seen = { at: `${id}#imageScanningConfiguration.scanOnPush`, actual: flag.scanOnPush };
  return { frequency: flag.scanOnPush ? 'SCAN_ON_PUSH' : 'MANUAL', seen };
}

/** The rules of a registry that name a repository, with their places. */
const matchingIn = ({ config: { scanningConfiguration } }: Registry, name = '') =>
  (scanningConfiguration?.rules ?? []).flatMap((rule, i) =>
    filtersIn(rule).some((one) => covers(one, name)) ? { rule, i } : [],
  );

/** Where rules overlap, the one that scans most holds. */
const order: readonly Frequency[] = ['CONTINUOUS_SCAN', 'SCAN_ON_PUSH', 'MANUAL'];

const filtersIn = ({ repositoryFilters = [] }: Rule): readonly string[] =>
  repositoryFilters.flatMap(({ filter }) => filter ?? []);

/** A filter without a star stands for every name that contains it. */
function covers(filter: string, name: string): boolean {
  if (!filter.includes('*')) return name.includes(filter);
  const [first = '', ...parts] = filter.split('*');
  const last = parts.pop() ?? '';
  let at = name.startsWith(first) ? first.length : -1;
  for (const part of parts) {
    const found = at < 0 ? -1 : name.indexOf(part, at);
    at = found < 0 ? -1 : found + part.length;
  }
  return at >= 0 && name.slice(at).endsWith(last);
}
