import type { NotApplicable, Resource, Type } from '#model';
import { notApplicable } from '#rule';
import type { SetRule } from './settings.ts';

/** The answer for what policy exempts by exact name; undefined when the rule has to be asked. */
export function exemption({ rule, ...set }: SetRule, type: Type, { config }: Resource): NotApplicable | undefined {
  if (rule.exempts === undefined) return undefined;
  const namespace = type.namespace?.(config);
  if (namespace !== undefined && set.exemptNamespaces.includes(namespace)) {
    return notApplicable(`Policy exempts the namespace ${namespace}.`);
  }
  const images = type.images?.(config) ?? [];
  const exempt = images.length > 0 && images.every((image) => set.exemptImages.includes(image));
  return exempt ? notApplicable('Policy exempts all of its images.') : undefined;
}
