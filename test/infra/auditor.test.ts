import { expect, test } from 'vitest';
import { made, topologies, type Json } from './topologies.ts';

test.each(topologies)('%s: who audits may read the store and find it, and change nothing', (topology) => {
  const [[, policy] = [], ...others] = made(topology)
    .of('AWS::IAM::ManagedPolicy')
    .filter(([id]) => id.includes('AuditorReadPolicy'));
  expect(others).toEqual([]);
  const { Statement } = policy?.Properties['PolicyDocument'] as { Statement: readonly Json[] };
  const actions = Statement.flatMap(({ Action }) => [Action].flat().map(String));
  const services = Map.groupBy(actions, (name) => name.slice(0, name.indexOf(':')));
  expect([...services.keys()].toSorted()).toEqual(['cloudformation', 'dynamodb', 'kms', 's3']);
  expect(actions.filter((name) => !/:(?:Get|Query|BatchGet|Describe|List|Decrypt|ConditionCheck)/.test(name))).toEqual(
    [],
  );
  expect(JSON.stringify(Statement)).not.toContain('"Resource":"*"');
});
