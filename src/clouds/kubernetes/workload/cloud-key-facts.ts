import type { Evidence } from '#model';
import type { PodSecurity } from './facts.ts';
import type { EffectiveContainer } from './security-context.ts';

/** The variables that carry a lasting key of a cloud; those that platforms put there themselves are none. */
const keyNames: readonly string[] = [
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AZURE_CLIENT_SECRET',
  'ARM_CLIENT_SECRET',
];

/** The lasting keys of a cloud that a container takes from secrets. A key that is written down is judged elsewhere. */
export const cloudKeysIn = ({
  at,
  config,
}: EffectiveContainer): readonly { readonly words: string; readonly evidence: Evidence }[] =>
  (config.env ?? []).flatMap(({ name, valueFrom }, index) => {
    const actual = valueFrom?.secretKeyRef;
    const evidence = { at: `${at}.env[${index}].valueFrom.secretKeyRef`, actual };
    return actual && keyNames.includes(name) ? [{ words: name, evidence }] : [];
  });

/**
 * The containers whose Google client is told where its credentials are, and that mount a secret. Values of variables are never
 * kept: whether the key is in the secret, or an account of the cluster is used, nobody can say.
 */
export function mayHoldGoogleKeys({ spec, containers }: PodSecurity): readonly string[] {
  const secrets = (spec.volumes ?? [])
    .filter(({ secret, projected }) => secret ?? projected?.sources?.some((source) => source.secret))
    .map(({ name }) => name);
  return containers
    .filter(
      ({ config }) =>
        config.env?.some(({ name }) => name === 'GOOGLE_APPLICATION_CREDENTIALS') &&
        config.volumeMounts?.some(({ name }) => secrets.includes(name)),
    )
    .map(({ name }) => name);
}
