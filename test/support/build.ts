import type { Gap, GapReason, Provider, Resource, ResourceOf, Scope, Snapshot, Target, Type } from '#model';

/** A configuration of which a test gives only what matters to it. */
export type Draft<T> = T extends readonly (infer E)[]
  ? readonly Draft<E>[]
  : T extends object
    ? { readonly [K in keyof T]?: Draft<T[K]> | undefined }
    : T;

/** Where resources live when a test does not say. */
export const places: Readonly<Record<Scope, string>> = {
  'aws-global': 'aws:111122223333:global',
  'aws-region': 'aws:111122223333:eu-west-1',
  'azure-subscription': 'azure:00000000-0000-0000-0000-000000000001',
  'gcp-project': 'gcp:shop-prod',
  cluster: 'k8s:arn:aws:eks:eu-west-1:111122223333:cluster/shop',
};

/** A resource of a type, with the part of its configuration that a test speaks about. */
export function make<N extends string, C, K extends string>(
  type: Type<N, C, K>,
  id: string,
  config: Draft<C>,
  more: { name?: string; target?: string; created?: string } = {},
): Resource<N, C> {
  const target = more.target ?? type.home(id) ?? places[type.scope];
  const name = more.name ?? id.split(/[/:]/).at(-1) ?? id;
  return { type: type.name, id, name, target, config: config as C, ...(more.created && { created: more.created }) };
}

/** A gap as a collector would leave it. */
export const gapOn = (type: Type, target: string, resource?: string, reason: GapReason = 'denied'): Gap => ({
  target,
  api: type.reads[0] ?? type.name,
  reason,
  permission: type.reads[0] ?? type.name,
  types: [type.name],
  detail: `${type.reads[0] ?? type.name} was refused.`,
  ...(resource !== undefined && { resource }),
});

/** One snapshot per target: those that resources live in, and one of each scope that the types ask for. */
export function snapshotsOf(
  resources: readonly Resource[],
  types: readonly Type[],
  options: { gaps?: readonly Gap[]; hidden?: readonly Type[]; folder?: string } = {},
): Snapshot[] {
  const hidden = new Set(options.hidden?.map(({ name }) => name));
  const scopes = new Map(types.map((type) => [type.scope, places[type.scope]]));
  const ids = new Set([...resources.map(({ target }) => target), ...scopes.values()]);
  return [...ids].sort().map((id) => {
    const target = targetOf(id, options.folder);
    const own = types.filter(({ scope }) => target.scopes.includes(scope));
    return {
      id: `snapshot of ${id}`,
      target,
      startedAt: '2026-11-01T00:00:00Z',
      resources: resources.filter((it) => it.target === id && !hidden.has(it.type)),
      complete: options.folder === undefined ? own.map(({ name }) => name).filter((name) => !hidden.has(name)) : [],
      gaps: [
        ...own.filter(({ name }) => hidden.has(name)).map((type) => gapOn(type, id)),
        ...(options.gaps ?? []).filter((gap) => gap.target === id),
      ],
    };
  });
}

function targetOf(id: string, folder: string | undefined): Target {
  const [prefix = '', , place] = id.split(':');
  const scope = scopeOf(prefix, place);
  return { id, provider: scope.provider, scopes: [scope.scope], ...(folder !== undefined && { folder }) };
}

function scopeOf(prefix: string, place: string | undefined): { provider: Provider; scope: Scope } {
  if (prefix === 'aws') return { provider: 'aws', scope: place === 'global' ? 'aws-global' : 'aws-region' };
  if (prefix === 'azure') return { provider: 'azure', scope: 'azure-subscription' };
  if (prefix === 'gcp') return { provider: 'gcp', scope: 'gcp-project' };
  return { provider: 'kubernetes', scope: 'cluster' };
}

/** Freezes a value and everything in it, so that a rule that writes fails. */
export function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  Object.freeze(value);
  Object.values(value).forEach(frozen);
  return value;
}

/** The resource that a rule or a family of rules judges. */
export type Judged<O> = ResourceOf<O>;
