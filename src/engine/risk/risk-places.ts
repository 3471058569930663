import { fitsStars } from '#lib/pattern';
import type { Owner, RiskPlace, TargetComponents, VersionInUse } from '#model';

/** Says where things are, by the clusters that the fleet tells of. */
export interface Places {
  /** The place of what a target told, in a cluster by its name where one is known. */
  of(target: TargetComponents, cluster?: string): RiskPlace;
  /** Clusters whose inside no target of the run is. */
  readonly unentered: readonly RiskPlace[];
}

const inside = 'k8s:';

export function placesOf(fleet: readonly TargetComponents[], owners: readonly Owner[]): Places {
  const names = new Map<string, string>();
  const ids = new Map<string, string>();
  const homes = new Map<string, TargetComponents>();
  for (const target of fleet) {
    for (const { id, component } of target.told) {
      if (component.kind !== 'version' || !isControlPlane(component)) continue;
      names.set(id, component.cluster);
      ids.set(`${target.target} ${component.cluster}`, id);
      homes.set(id, target);
    }
  }
  const entered = new Set(fleet.map(({ target }) => target));

  const of = (target: TargetComponents, cluster?: string): RiskPlace => {
    const own = target.target.startsWith(inside) ? target.target.slice(inside.length) : undefined;
    const id = own ?? (cluster === undefined ? undefined : ids.get(`${target.target} ${cluster}`));
    const name = cluster ?? (own && (names.get(own) ?? own.slice(own.lastIndexOf('/') + 1)));
    const environment = target.environment ?? (id === undefined ? undefined : homes.get(id)?.environment);
    const owner = owners.find(
      ({ match }) =>
        fits(match.cluster, name) && fits(match.target, target.target) && fits(match.environment, environment),
    );
    return {
      target: target.target,
      ...(name !== undefined && { cluster: { ...(id !== undefined && { id }), name } }),
      ...(environment !== undefined && { environment }),
      ...(owner && { owner: owner.owner }),
      ...(owner?.channel !== undefined && { channel: owner.channel }),
    };
  };
  const unentered = [...homes].flatMap(([id, home]) =>
    entered.has(`${inside}${id}`) ? [] : [of(home, names.get(id))],
  );
  return { of, unentered };
}

const isControlPlane = ({ of, part }: VersionInUse): boolean => of === 'kubernetes' && part === 'control plane';

/** What a match does not name always fits; what is not known fits no pattern. */
const fits = (pattern: string | undefined, text: string | undefined): boolean =>
  pattern === undefined || (text !== undefined && fitsStars(text, pattern));
