import { fieldMissing, unknown, type Unknown } from '#rule';
import type { aksCluster } from '../cluster/resource.ts';
import { ownPools } from '../cluster/pool-facts.ts';
import type { aksVersions } from './resource.ts';

type Cluster = typeof aksCluster.config;
type Listed = typeof aksVersions.config;

/** A part of a cluster that runs a version of Kubernetes of its own. */
export interface Runner {
  /** `The cluster`, `The pool user`. */
  readonly what: string;
  /** The path of the version. */
  readonly at: string;
  readonly version: string;
  /** Major and minor, as AKS lists them. */
  readonly minor: string;
}

/** How AKS stands to a minor: offered to all, with long-term support alone, as a preview, or not at all. */
export type Standing = 'offered' | 'long-term' | 'preview' | 'unlisted';

const longTerm = 'AKSLongTermSupport';

/** The control plane and each pool with the version it runs; what was asked for stands in where no answer says more. */
export function runnersOf(config: Cluster): readonly (Runner | Unknown)[] {
  const pools = ownPools(config);
  const plane = runner('The cluster', '', config, 'currentKubernetesVersion', 'kubernetesVersion');
  if ('verdict' in pools) return [plane, pools];
  return [
    plane,
    ...pools.map(({ name, at, profile }) =>
      runner(`The pool ${name}`, `${at}.`, profile, 'currentOrchestratorVersion', 'orchestratorVersion'),
    ),
  ];
}

/** How AKS stands to a minor in the list of a location, for a cluster with this support plan. */
export function standingOf({ values }: Listed, minor: string, plan: string | undefined): Standing {
  const entry = (values ?? []).find(({ version }) => version === minor);
  if (!entry) return 'unlisted';
  const plans = entry.capabilities?.supportPlan ?? [];
  if (plans.length > 0 && plans.every((it) => it === longTerm) && plan !== longTerm) return 'long-term';
  return entry.isPreview === true ? 'preview' : 'offered';
}

function runner<K extends string>(
  what: string,
  at: string,
  config: { readonly [P in K]?: string },
  current: K,
  asked: K,
): Runner | Unknown {
  const field = config[current] ? current : asked;
  const version = config[field];
  if (!version) return fieldMissing(`${at}${current}`);
  const minor = /^\d+\.\d+/.exec(version)?.[0];
  if (minor === undefined) return unknown('malformed', `${version} is no version of Kubernetes.`);
  return { what, at: `${at}${field}`, version, minor };
}

/** The minors that a list names. */
export const minorsIn = ({ values }: Listed): readonly string[] =>
  (values ?? []).flatMap(({ version }) => version ?? []);

/** The subscription of an ARM id. */
export const subscriptionIn = (id: string): string => /^\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? '';
