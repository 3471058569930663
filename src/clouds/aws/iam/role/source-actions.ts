import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { parseArn } from '../../address.ts';
import { decodeDocument, parseStatements, rawStatements, type Statement } from '../policy/document.ts';
import { updateTrust } from './actions.ts';
import type { role } from './resource.ts';
import { sourcesOf, type SourcedService } from './source-facts.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Adds a test of the source, objects of the role's account alone, wherever the trust lets one of the services take the
 * role for any. A test is only added: all others stay, so that nobody may take the role who could not before. What else
 * the statement lets in stands in a statement of its own, without the test.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/pod-execution-role.html
 */
export function bindSources(
  it: ResourceOf<typeof role>,
  services: readonly SourcedService[],
): readonly Action[] | CannotPlan {
  const arn = it.config.Arn ?? it.id;
  const decoded = decodeDocument(it.config.AssumeRolePolicyDocument) ?? {};
  const statements = parseStatements(decoded) ?? [];
  const bound = rawStatements(decoded).map((raw, at) => {
    const statement = statements[at];
    const loose = services.filter((one) => statement && sourcesOf([statement], one, arn).some((it) => !it.isBound));
    return statement && loose.length > 0 ? boundTo(fieldsOf(raw), { statement, services: loose, arn }) : [raw];
  });
  const whole = bound.filter((one) => one !== undefined);
  if (whole.length < bound.length)
    return cannotPlan('a statement tests aws:SourceArn in every way already: put the account of the role there');
  return [updateTrust(it, { PolicyDocument: JSON.stringify({ ...decoded, Statement: whole.flat() }) })];
}

interface Binding {
  readonly statement: Statement;
  readonly services: readonly SourcedService[];
  readonly arn: string;
}

function boundTo(raw: Fields, { statement, services, arn }: Binding): readonly Fields[] | undefined {
  const operator = freeOperator(statement);
  if (operator === undefined) return undefined;
  const { Sid: sid, ...unnamed } = raw;
  const { Service: _services, ...callers } = fieldsOf(raw['Principal']);
  const named = statement.principals['Service'] ?? [];
  const others = named.filter((name) => !services.some((one) => one.name.test(name)));
  const principal = { ...callers, ...(others.length > 0 && { Service: others }) };
  const rest = Object.keys(principal).length > 0 ? [{ ...raw, Principal: principal }] : [];
  const condition = fieldsOf(raw['Condition']);
  const tested = services.map(({ name, kind }, at): Fields => {
    const test = { 'aws:SourceArn': objectsOf(arn, kind) };
    return {
      ...(sid !== undefined && rest.length + at === 0 && { Sid: sid }),
      ...unnamed,
      Principal: { Service: named.filter((one) => name.test(one)) },
      Condition: { ...condition, [operator]: { ...fieldsOf(condition[operator]), ...test } },
    };
  });
  return [...rest, ...tested];
}

/** An operator for ARNs whose test of the source would be a new one: two of one operator and key cannot stand together. */
const freeOperator = ({ conditions }: Statement): string | undefined =>
  ['ArnLike', 'ArnEquals'].find(
    (operator) =>
      !conditions.some((test) => test.operator === operator && test.key.toLowerCase() === 'aws:sourcearn') &&
      !conditions.some((test) => test.operator !== operator && test.operator.toLowerCase() === operator.toLowerCase()),
  );

/** All objects of a kind in the account of a role, in any region. */
function objectsOf(arn: string, kind: SourcedService['kind']): string {
  const { partition = 'aws', account = '' } = parseArn(arn) ?? {};
  return `arn:${partition}:eks:*:${account}:${kind}*`;
}

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
