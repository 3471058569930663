import type { Places } from './watched.ts';

/** An account, subscription or project that nobody watches because the config says so. */
export interface LeftOut {
  /** As the ids of its targets begin. */
  readonly id: string;
  /** Where the config says it. */
  readonly by: string;
}

/** What a config leaves out by name, in its order. What it does not name at all nobody here knows of. */
export function leftOutIn(places: Places): readonly LeftOut[] {
  const of = (provider: 'aws' | 'azure' | 'gcp'): readonly LeftOut[] =>
    (places?.[provider] ?? []).flatMap(({ exclude = [] }, at) =>
      exclude.map((id) => ({
        id: `${provider}:${provider === 'azure' ? id.toLowerCase() : id}`,
        by: `targets.${provider}[${at}].exclude`,
      })),
    );
  return [...of('aws'), ...of('azure'), ...of('gcp')];
}
