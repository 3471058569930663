import type { Action, CannotPlan, ResourceOf } from '#model';
import { cannotPlan } from '#rule';
import { parseArn } from '../../address.ts';
import { decodeDocument, parseStatements, rawStatements } from '../policy/document.ts';
import { updateTrust } from './actions.ts';
import type { role } from './resource.ts';
import { canTest, testedApart } from './service-statements.ts';
import { sourcesOf, type SourcedService } from './source-facts.ts';

const key = 'aws:SourceArn';

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
    const operator = statement && ['ArnLike', 'ArnEquals'].find((one) => canTest(statement, one, key));
    if (!statement || loose.length === 0) return [raw];
    const tests = loose.map(({ name, kind }) => ({ name, key, values: objectsOf(arn, kind) }));
    return (
      operator &&
      testedApart(
        raw,
        statement,
        tests.map((test) => ({ ...test, operator })),
      )
    );
  });
  const whole = bound.filter((one) => one !== undefined);
  if (whole.length < bound.length)
    return cannotPlan('a statement tests aws:SourceArn in every way already: put the account of the role there');
  return [updateTrust(it, { PolicyDocument: JSON.stringify({ ...decoded, Statement: whole.flat() }) })];
}

/** All objects of a kind in the account of a role, in any region. */
function objectsOf(arn: string, kind: SourcedService['kind']): string {
  const { partition = 'aws', account = '' } = parseArn(arn) ?? {};
  return `arn:${partition}:eks:*:${account}:${kind}*`;
}
