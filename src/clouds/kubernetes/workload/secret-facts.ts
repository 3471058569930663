import type { Evidence } from '#model';
import type { EffectiveContainer } from './security-context.ts';

/** A secret that a container is given in its environment. */
export interface SecretInEnv {
  /** The variable, or `all of <secret>`; never a value. */
  readonly words: string;
  readonly evidence: Evidence;
}

/** The secrets that a container is given in its environment: one entry as a variable, or all of them. */
export const secretsInEnv = ({ at, config }: EffectiveContainer): readonly SecretInEnv[] => [
  ...(config.env ?? []).flatMap(({ name, valueFrom }, index) => {
    const actual = valueFrom?.secretKeyRef;
    return actual ? [{ words: name, evidence: { at: `${at}.env[${index}].valueFrom.secretKeyRef`, actual } }] : [];
  }),
  ...(config.envFrom ?? []).flatMap(({ secretRef: actual }, index) =>
    actual
      ? [{ words: `all of ${actual.name ?? ''}`, evidence: { at: `${at}.envFrom[${index}].secretRef`, actual } }]
      : [],
  ),
];
