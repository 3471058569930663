import { entryRole } from '#clouds/aws/eks/access-entry/stale-facts';
import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { defineRule, fail, failMissing, pass } from '#rule';

export default defineRule({
  id: 'eks-access-entry-stale-principal',
  on: accessEntry,
  uses: [entryRole],
  title: 'Access entries are for roles that exist',
  severity: 'low',
  control: 'rbac-least-privilege',
  why: 'EKS knows a role by its unique id: the entry of one that is gone or was made again lets nobody in and hides who may.',
  fix: 'Delete the entry; where the role was made again and is meant to come in, make a new entry for it.',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html'],

  evaluate(it, { fact }) {
    const found = fact(entryRole, it);
    if ('verdict' in found) return found;
    if (found.is === 'there') return pass();
    const arn = it.config.principalArn ?? '';
    if (found.is === 'another') {
      const message = `The role ${arn} was made again after the entry, which is not for the new one.`;
      return fail(message, { at: 'createdAt', actual: it.config.createdAt, expected: `after ${found.made}` });
    }
    return failMissing(`The role ${arn} does not exist.`, { at: 'principalArn', actual: arn });
  },
});
