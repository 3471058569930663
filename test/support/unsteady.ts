import type { Resource, Type } from '#model';

/** The same resource at another moment: whatever changes by itself is there as before, and otherwise. */
export function unsteady(it: Resource, types: readonly Type[]): Resource {
  const volatile = types.find(({ name }) => name === it.type)?.volatile ?? [];
  return { ...it, config: volatile.reduce((config, path) => otherAt(config, path.split('.')), it.config) };
}

function otherAt(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (step === undefined) return other(value);
  if (typeof value !== 'object' || value === null || !(step in value)) return value;
  return { ...value, [step]: otherAt((value as Record<string, unknown>)[step], rest) };
}

function other(value: unknown): unknown {
  if (typeof value === 'string') return `${value} later`;
  if (typeof value === 'number') return value === 0 ? 1 : 0;
  if (typeof value === 'boolean') return !value;
  if (Array.isArray(value)) return value.map(other);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, other(inner)]));
}
