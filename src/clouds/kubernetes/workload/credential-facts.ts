import type { Evidence } from '#model';
import { byName, credentialIn, credentialOf } from '../../credential.ts';
import { listAt, textAt } from '../../json.ts';
import type { EffectiveContainer } from './security-context.ts';

/** A credential that stands in a workload in plain sight. */
export interface PlainCredential {
  /** Where, and what it is: `PASSWORD: a secret by its name`, `args: a GitHub token`; never the value. */
  readonly words: string;
  /** Its form shows what it is. */
  readonly sure: boolean;
  readonly evidence: Evidence;
}

/** The credentials that a container is given in plain variables, whose values the collector looked at, and in its call. */
export function plainCredentials({ at, name, config }: EffectiveContainer): readonly PlainCredential[] {
  const found = (place: string, of: string, holds: string | undefined): readonly PlainCredential[] =>
    holds === undefined
      ? []
      : [
          {
            words: `${of}: ${holds}`,
            sure: holds !== byName,
            evidence: { at: `${at}.${place}`, actual: { name, holds } },
          },
        ];
  return [
    ...(config.env ?? []).flatMap((variable, index) =>
      found(`env[${index}]`, variable.name, textAt(variable, valueHolds)),
    ),
    ...(['command', 'args'] as const).flatMap((part) =>
      listAt(config, part).flatMap((text, index, all) =>
        found(`${part}[${index}]`, part, inCall(String(text), index > 0 ? String(all[index - 1]) : '')),
      ),
    ),
  ];
}

/** The field by which the collector tells what the value of a variable held that is not kept. */
export const valueHolds = 'valueHolds';

/** What a word of a call holds: `--token=...` names its value, as `--token` does that of the word after it. */
function inCall(text: string, before: string): string | undefined {
  const [, option] = /^--([A-Za-z][\w.-]{0,60})$/.exec(before) ?? [];
  if (option !== undefined && !text.startsWith('-')) return credentialOf(option, text);
  const [, name, value] = /^-{0,2}([A-Za-z][\w.-]{0,60})=(.+)$/s.exec(text) ?? [];
  return name === undefined || value === undefined ? credentialIn(text) : credentialOf(name, value);
}
