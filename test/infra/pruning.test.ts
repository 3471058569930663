import { expect, test } from 'vitest';
import { made, topologies, type Made } from './topologies.ts';

interface Statement {
  readonly Sid?: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

/** The statements of every role that let it do something, with whose they are. */
const statementsIn = (it: Made, action: RegExp) =>
  it.of('AWS::IAM::Role').flatMap(([id, { Properties }]) => {
    const policies = (Properties['Policies'] ?? []) as readonly {
      PolicyDocument: { Statement: readonly Statement[] };
    }[];
    const all = policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
    return all.flatMap(({ Sid, Action, Resource }) => {
      const actions = [Action].flat().filter((name) => action.test(name));
      return actions.length > 0 ? [{ of: id.replace(/Role.*/, ''), Sid, actions, Resource }] : [];
    });
  });

test.each(topologies)('%s: one function may delete files, of what runs wrote alone, and no version', (topology) => {
  const deleting = statementsIn(made(topology), /^s3:.*(?:Delete|Bypass|Lifecycle)/);
  expect(deleting.map(({ of, Sid, actions }) => [of, Sid, actions])).toEqual([
    ['ShoalwatchPrune', 'PruneFiles', ['s3:DeleteObject']],
  ]);
  const folders = [deleting[0]?.Resource].flat().map((it) => /"\/(\w+)\/\*"/.exec(JSON.stringify(it))?.[1]);
  expect(folders).toEqual(['runs', 'watchdog', 'marks', 'state', 'snapshots', 'components', 'bills', 'chunks']);
});

test('who lets go of files moves no finding', () => {
  const writing = statementsIn(made('single'), /^dynamodb:PutItem$/).filter(({ of }) => of === 'ShoalwatchPrune');
  expect(writing.map(({ Sid }) => Sid)).toEqual(['WorkTable']);
});
