import type { Statement } from '../policy/document.ts';

/** The fields of a statement as they stand. */
export type Fields = Readonly<Record<string, unknown>>;

/** A test that is to be added where a statement lets services of this name in. */
export interface ServiceTest {
  readonly name: RegExp;
  readonly operator: string;
  readonly key: string;
  readonly values: string | readonly string[];
}

/**
 * A statement in which services are tested apart: each in a statement of its own with its test, and what else the
 * statement lets in in one without. Tests are only added, so that nobody may do what he could not before.
 */
export function testedApart(raw: unknown, { principals }: Statement, tests: readonly ServiceTest[]): readonly Fields[] {
  const { Sid: sid, ...unnamed } = fieldsOf(raw);
  const { Service: _services, ...callers } = fieldsOf(unnamed['Principal']);
  const named = principals['Service'] ?? [];
  const others = named.filter((one) => !tests.some(({ name }) => name.test(one)));
  const principal = { ...callers, ...(others.length > 0 && { Service: others }) };
  const rest = Object.keys(principal).length > 0 ? [{ ...fieldsOf(raw), Principal: principal }] : [];
  const condition = fieldsOf(unnamed['Condition']);
  const tested = tests.map(({ name, operator, key, values }, at): Fields => ({
    ...(sid !== undefined && rest.length + at === 0 && { Sid: sid }),
    ...unnamed,
    Principal: { Service: named.filter((one) => name.test(one)) },
    Condition: { ...condition, [operator]: { ...fieldsOf(condition[operator]), [key]: values } },
  }));
  return [...rest, ...tested];
}

/** Whether a statement can take a test by an operator: two of one operator and key cannot stand together. */
export const canTest = ({ conditions }: Statement, operator: string, key: string): boolean =>
  !conditions.some(
    (test) =>
      (test.operator === operator && test.key.toLowerCase() === key.toLowerCase()) ||
      (test.operator !== operator && test.operator.toLowerCase() === operator.toLowerCase()),
  );

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
