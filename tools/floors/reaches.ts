/** One module of a checkout as dependency-cruiser describes it. */
export interface Module {
  readonly source: string;
  readonly dependencies: readonly { readonly resolved: string; readonly dependencyTypes: readonly string[] }[];
}

const pure =
  /^(rules\/|src\/(lib|model|engine|bills|report|app)\/|src\/clouds\/(aws|azure|gcp|kubernetes)\/.*(resource|facts|actions|events)\.ts$)/;
const outside =
  /(^|\/)node_modules\/(@aws-sdk|@smithy|@azure|@google-cloud|@googleapis|@grpc|@kubernetes|undici|google-auth-library)\//;

/**
 * What the middle reaches (rules, the core, use cases and reports, resources, facts and actions) at run time, over however many modules, and may not: the SDKs, the network and
 * the file system. One line for each, with the way that leads there.
 */
export function forbiddenReaches(modules: readonly Module[]): readonly string[] {
  const byName = new Map(modules.map((module) => [module.source, module]));
  return modules
    .filter(({ source }) => pure.test(source))
    .flatMap(({ source }) => wayOut(source, byName)?.join(' -> ') ?? []);
}

function wayOut(source: string, byName: ReadonlyMap<string, Module>): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[source]];
  const seen = new Set([source]);
  for (const way of ways) {
    for (const { resolved, dependencyTypes } of byName.get(way.at(-1) ?? '')?.dependencies ?? []) {
      if (dependencyTypes.includes('type-only') || seen.has(resolved)) continue;
      if (outside.test(resolved) || isInputOrOutput(resolved, dependencyTypes)) return [...way, resolved];
      seen.add(resolved);
      ways.push([...way, resolved]);
    }
  }
  return undefined;
}

/** Hashing is arithmetic; everything else of the runtime's modules is a way out. */
const isInputOrOutput = (resolved: string, types: readonly string[]): boolean =>
  types.includes('core') && !/^(node:)?(crypto|util)$/.test(resolved);
