import type { Resource, Type } from '#model';
import { isObject, textAt } from '../../json.ts';
import type { Found } from '../../recogniser.ts';
import { addressRootOf, objectAddress } from '../address.ts';
import { runningImage } from '../image/resource.ts';
import { node } from '../node/resource.ts';
import { pod } from '../pod/resource.ts';
import { runningImages } from '../running-images.ts';

/** The images that the pods of a target run, each pod counted to the controller that stands above all others of it. */
export function imagesInUse(
  resources: readonly Resource[],
  types: readonly Type[],
): { readonly found: readonly Found[]; readonly tellsAll: boolean } {
  const byId = new Map(resources.map((it) => [it.id, it]));
  const byName = new Map(types.map((type) => [type.name, type]));
  const ofType = ({ name }: Type) => resources.filter(({ type }) => type === name);

  function topOwner({ id, type, name, config }: Resource, above: ReadonlySet<string>): string {
    const owner = byId.get(byName.get(type)?.owner?.(id, config) ?? '');
    // Files can name owners in a circle.
    return owner === undefined || above.has(owner.id) ? name : topOwner(owner, new Set([...above, owner.id]));
  }

  const pods = ofType(pod).flatMap((it) =>
    isObject(it.config) ? [{ workload: topOwner(it, new Set([it.id])), config: it.config }] : [],
  );
  const nodes = ofType(node).flatMap(({ config }) => (isObject(config) ? [config] : []));
  const found = runningImages(pods, nodes).map((config): Found => {
    const name = `${config.repository}@${config.digest}`;
    const place = { group: 'core', version: 'v1', namespace: undefined, plural: 'images' };
    const id = (target: string): string => objectAddress({ cluster: addressRootOf(target), ...place, name });
    return { type: runningImage, id, name, place: {}, config };
  });
  // A manifest has no status: it does not say what runs.
  return { found, tellsAll: pods.every(({ config }) => textAt(config, 'status', 'phase') !== undefined) };
}
