import { z } from 'zod';
import { userOf } from '#clouds/aws/eks/access-entry/principal-facts';
import { accessEntry } from '#clouds/aws/eks/access-entry/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, fieldMissing, notApplicable, passBecause } from '#rule';

export default defineRule({
  id: 'eks-access-entry-iam-user',
  on: accessEntry,
  title: 'People sign in to an EKS cluster by roles, and no IAM user does',
  severity: 'medium',
  control: 'cluster-authentication-by-cloud-identity',
  why: 'The access keys of an IAM user do not expire: one that leaks opens the cluster until somebody notices.',
  fix: 'Make an access entry for a role that the person assumes, then delete that of the user; name users for emergencies in allowedUsers.',
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html',
  ],
  peers: ['eks-bpg:security/iam'],
  partOf: 'eks-access-entry-cluster-admin',
  params: z.object({ allowedUsers: nameList() }),

  evaluate({ config: { principalArn, type } }, { params }) {
    if (principalArn === undefined) return fieldMissing('principalArn');
    const user = userOf(principalArn);
    if (user === undefined) return passBecause('It is for no IAM user.');
    if (params.allowedUsers.includes(principalArn)) return passBecause('Policy allows the user.');
    if (type === undefined) return fieldMissing('type');
    if (type !== 'STANDARD') return notApplicable(`an entry of type ${type} lets nobody sign in`);
    return fail(`It lets the IAM user ${user} in.`, { at: 'principalArn', actual: principalArn });
  },
});
