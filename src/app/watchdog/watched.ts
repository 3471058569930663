import type { Config } from '#app/config/schema';
import { clusterTargetHome } from './home.ts';

/** The places of a config; without one, or without those of a cloud, whatever the sign-in reaches is watched. */
export type Places = Config['targets'];

type Aws = NonNullable<NonNullable<Places>['aws']>[number];

/** Whether a config leads to a target: as far as the config itself says so, without asking any cloud. */
export function leadsTo(places: Places, target: string): boolean {
  const home = clusterTargetHome(target) ?? target;
  const [provider, place = '', part = ''] = home.split(':');
  if (provider === 'aws') return !places?.aws || places.aws.some((it) => leadsToAccount(it, place, part));
  if (provider === 'azure') {
    const is = (id: string): boolean => id.toLowerCase() === place;
    return !places?.azure || places.azure.some((it) => it.subscriptions?.some(is) ?? !it.exclude?.some(is));
  }
  // The id of an old project has a colon itself.
  const project = home.slice('gcp:'.length);
  return provider !== 'gcp' || !places?.gcp || places.gcp.some((it) => leadsToProject(it, project));
}

/** What a config names one by one, each with the beginning of the ids of its targets. */
export function namedIn(places: Places): readonly string[] {
  const accounts = places?.aws?.flatMap(({ account }) => (account === undefined ? [] : [`aws:${account}:`]));
  const subscriptions = places?.azure?.flatMap(
    (it) => it.subscriptions?.map((id) => `azure:${id.toLowerCase()}`) ?? [],
  );
  const projects = places?.gcp?.flatMap((it) => it.projects?.map((id) => `gcp:${id}`) ?? []);
  return [...new Set([accounts, subscriptions, projects].flatMap((it) => it ?? []))];
}

/** Whether a target belongs to a place that a config names. */
export const isOf = (named: string, target: string): boolean =>
  named.endsWith(':') ? target.startsWith(named) : target === named;

function leadsToAccount({ account, organization, exclude, role, regions }: Aws, id: string, region: string): boolean {
  if (regions && region !== 'global' && !regions.includes(region)) return false;
  if (organization) return !exclude?.includes(id);
  const named = account ?? /^arn:[^:]*:iam::(\d+):/.exec(role ?? '')?.[1];
  return named === undefined || named === id;
}

const leadsToProject = ({ projects, exclude }: NonNullable<NonNullable<Places>['gcp']>[number], id: string): boolean =>
  projects?.includes(id) ?? !exclude?.includes(id);
