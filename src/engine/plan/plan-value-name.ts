/** How a value of a plan is written by people. */
export type ValueKind = 'addresses' | 'names' | 'numbers' | 'number' | 'switch' | 'text';

/** A value of a plan that a person may change. */
export interface PlanValue {
  /** The parameter of the rule. */
  readonly name: string;
  readonly kind: ValueKind;
  /** As it stands, in the way in which it is written: lists one a line. */
  readonly value: string;
}

/** What a value is called where people write it: with its kind, which says what may stand there. */
export const valueName = ({ kind, name }: Pick<PlanValue, 'kind' | 'name'>): string => `v-${kind}-${name}`;

/** Reads such a name. */
export function readValueName(text: string): Pick<PlanValue, 'kind' | 'name'> | undefined {
  const [, kind, name] = /^v-([a-z]+)-(\w{1,60})$/.exec(text) ?? [];
  const known = kinds.find((it) => it === kind);
  return known === undefined || name === undefined ? undefined : { kind: known, name };
}

const kinds = ['addresses', 'names', 'numbers', 'number', 'switch', 'text'] as const satisfies readonly ValueKind[];

/** The entries of a list as people write it. */
export const entriesIn = (text: string): readonly string[] => text.split(/[\s,;]+/).filter((it) => it !== '');
