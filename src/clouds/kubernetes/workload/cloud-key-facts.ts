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
 * What of a pod may bring it a lasting key of a cloud, in words: secrets, and the values of variables, are never kept, so that nobody
 * can say what a secret that is taken whole names its variables, or whether Google's client finds its key in one that is mounted.
 */
export function unreadKeysOf(pod: PodSecurity): string | undefined {
  const whole = namesOf(pod, ({ config }) => config.envFrom?.some(({ secretRef }) => secretRef) === true);
  if (whole) return `Which variables secrets that are taken whole bring is not read: ${whole}.`;
  const google = namesOf(pod, mayHoldGoogleKey(pod));
  return google === ''
    ? undefined
    : `Whether GOOGLE_APPLICATION_CREDENTIALS leads into a secret is not read: ${google}.`;
}

const namesOf = ({ containers }: PodSecurity, isOne: (it: EffectiveContainer) => boolean): string =>
  containers
    .filter(isOne)
    .map(({ name }) => name)
    .join(', ');

function mayHoldGoogleKey({ spec }: PodSecurity): (it: EffectiveContainer) => boolean {
  const secrets = (spec.volumes ?? [])
    .filter(({ secret, projected }) => secret ?? projected?.sources?.some((source) => source.secret))
    .map(({ name }) => name);
  return ({ config: { env, volumeMounts } }) =>
    env?.some(({ name }) => name === 'GOOGLE_APPLICATION_CREDENTIALS') === true &&
    volumeMounts?.some(({ name }) => secrets.includes(name)) === true;
}
