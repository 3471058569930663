import { nearest } from '#lib/text';

/** What is known of the rules that there are and will be. */
interface Plan {
  readonly shipped: readonly string[];
  /** By id, with the control where it is known. */
  readonly planned: ReadonlyMap<string, string | undefined>;
  /** The services of each provider that have rules; a rule across clouds stands in none. */
  readonly services: Readonly<Record<string, readonly string[]>>;
}

/** Where a new rule stands. */
export interface Place {
  readonly provider: string;
  readonly id: string;
  readonly control: string | undefined;
}

/** Reads `<provider>/<service>/<id>`, or says what is wrong with it and what to say instead. */
export function placeOf(name: string, { shipped, planned, services }: Plan): Place | { readonly refused: string } {
  const [, provider = '', service, id = ''] =
    /^([a-z]+)(?:\/([a-z0-9-]+))?\/([a-z0-9]+(?:-[a-z0-9]+)+)$/.exec(name) ?? [];
  const own = services[provider];
  if (own === undefined || (service === undefined) !== (provider === 'cross')) {
    const providers = Object.keys(services).join(', ');
    const form = 'npm run new-rule aws/eks/eks-creator-admin-bootstrap, or cross/<id>';
    return { refused: `"${name}" is no place for a rule. Say: ${form} (${providers}; the last part is the whole id)` };
  }
  if (shipped.includes(id)) return { refused: `${id} ships already: docs/rules/${id}.gen.md describes it` };
  if (!planned.has(id)) {
    const meant = nearest(id, planned.keys());
    const hint = meant === undefined ? '' : ` Did you mean ${meant}?`;
    return { refused: `no rule ${id} is planned.${hint} One that is new is named in tools/new-rule/planned.ts first` };
  }
  const owner = providerOf(id);
  if (owner !== provider) return { refused: `${id} is a rule of ${owner}, not of ${provider}` };
  if (service !== undefined && !own.includes(service)) {
    const folder = `rules/${provider}/${service}`;
    return { refused: `there is no folder ${folder}: take one of ${own.join(', ')}, or make it first` };
  }
  return { provider, id, control: planned.get(id) };
}

const prefixes: readonly (readonly [provider: string, prefix: RegExp])[] = [
  ['azure', /^(acr|aks|azure)-/],
  ['gcp', /^(gar|gcp|gke)-/],
  ['kubernetes', /^k8s-/],
  ['cross', /^cross-/],
];

const providerOf = (id: string): string => prefixes.find(([, prefix]) => prefix.test(id))?.[0] ?? 'aws';
