import type { Resource } from '#model';

/** Whether an evidence path, `a.b[0].c` or `<resource id>#<path>`, leads to something in the input. */
export function resolves(at: string, on: Resource, beside: readonly Resource[]): boolean {
  const [id, path] = at.includes('#')
    ? [at.slice(0, at.lastIndexOf('#')), at.slice(at.lastIndexOf('#') + 1)]
    : [on.id, at];
  const holder = [on, ...beside].find((it) => it.id === id);
  return holder !== undefined && valueAt(holder.config, path) !== undefined;
}

/** The value at a path; undefined when the path leads nowhere. */
export function valueAt(config: unknown, path: string): unknown {
  const steps = path === '' ? [] : path.split(/\.|\[(\d+)\]\.?/).filter(Boolean);
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[step] : undefined,
    config,
  );
}
