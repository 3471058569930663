import type { NotApplicable } from '#model';
import { notApplicable } from '#rule';
import type { SetRule } from './settings.ts';
import type { Subject } from './subject.ts';

/** Answers for what policy exempts from a rule by exact name; undefined when the rule has to be asked. */
export function exemptionsOf({ rule, params }: SetRule): (subject: Subject) => NotApplicable | undefined {
  if (rule.exempts === undefined) return () => undefined;
  const namespaces = listIn(params, 'exemptNamespaces');
  const images = listIn(params, 'exemptImages');
  return ({ type, it, namespace }) => {
    if (namespace !== undefined && namespaces.has(namespace)) {
      return notApplicable(`Policy exempts the namespace ${namespace}.`);
    }
    if (images.size === 0) return undefined;
    const own = type.images?.(it.config) ?? [];
    const exempt = own.length > 0 && own.every((image) => images.has(image));
    return exempt ? notApplicable('Policy exempts all of its images.') : undefined;
  };
}

const listIn = (params: SetRule['params'], name: string): ReadonlySet<unknown> => {
  const list = params[name];
  return new Set<unknown>(Array.isArray(list) ? list : []);
};
