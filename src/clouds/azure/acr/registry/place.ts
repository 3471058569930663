import { required } from '../../../pages.ts';
import { objectIn } from '../../address.ts';

/** The resource group and the name of a registry, as the SDK asks for them. Throws MalformedAnswer for another id. */
export function placeIn(registry: string): [group: string, name: string] {
  const { group, name } = required(objectIn(registry), 'a resource group');
  return [group, name];
}
