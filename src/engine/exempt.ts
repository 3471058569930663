import type { NotApplicable, Resource, Type } from '#model';
import { notApplicable } from '#rule';
import type { SetRule } from './settings.ts';

/** The answer for what policy exempts by exact name; undefined when the rule has to be asked. */
export function exemption({ rule, ...set }: SetRule, type: Type, { id, config }: Resource): NotApplicable | undefined {
  if (rule.exempts === undefined) return undefined;
  const namespace = type.namespace?.(config, id);
  if (namespace !== undefined && listIn(set.params, 'exemptNamespaces').includes(namespace)) {
    return notApplicable(`Policy exempts the namespace ${namespace}.`);
  }
  const exemptImages = listIn(set.params, 'exemptImages');
  const images = type.images?.(config) ?? [];
  const exempt = images.length > 0 && images.every((image) => exemptImages.includes(image));
  return exempt ? notApplicable('Policy exempts all of its images.') : undefined;
}

const listIn = (params: SetRule['params'], name: string): readonly unknown[] => {
  const list = params[name];
  return Array.isArray(list) ? list : [];
};
