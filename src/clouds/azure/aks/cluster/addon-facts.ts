import type { aksCluster } from './resource.ts';

type Config = typeof aksCluster.config;

/** An add-on of a cluster as the answer holds it. */
export interface Addon {
  /** Its path; where the answer does not hold it, the path under which it would stand. */
  readonly at: string;
  /** Its name as it is spelled there. */
  readonly key: string;
  readonly isOn: boolean;
  /** Its settings, all of them text. */
  readonly settings: Readonly<Record<string, string>>;
}

/**
 * An add-on by its name, which tools spell in upper and lower case; one that the answer does not hold is off.
 * Source: https://learn.microsoft.com/azure/aks/integrations
 */
export function addonOf({ addonProfiles }: Config, name: string): Addon {
  const spelled = Object.entries(addonProfiles ?? {}).filter(([key]) => key.toLowerCase() === name.toLowerCase());
  const [key, profile] = spelled.find(([, it]) => it.enabled) ?? spelled[0] ?? [name, undefined];
  return { at: `addonProfiles.${key}`, key, isOn: profile?.enabled === true, settings: profile?.config ?? {} };
}
