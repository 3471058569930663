import { openKey } from '#clouds/gcp/kms/key-policy/access-facts';
import { planClosing, setKeyPolicy } from '#clouds/gcp/kms/key-policy/actions';
import { keyPolicy, keyPolicyOf } from '#clouds/gcp/kms/key-policy/resource';
import { kmsKey } from '#clouds/gcp/kms/key/resource';
import { defineRule, fail, isUnread, pass } from '#rule';

export default defineRule({
  id: 'gcp-kms-key-public',
  on: kmsKey,
  uses: [openKey, keyPolicy],
  title: 'The Cloud KMS keys that encrypt clusters and images are closed to the public',
  severity: 'critical',
  control: 'keys-healthy',
  why: 'Whoever may use a key reads what it encrypts once they get hold of it, and whoever may change it can lock it away.',
  fix: 'Take allUsers and allAuthenticatedUsers out of the policies of the key and of its key ring.',
  references: ['https://cloud.google.com/kms/docs/iam', 'https://cloud.google.com/iam/docs/principals-overview'],
  peers: ['prowler:kms_key_not_publicly_accessible'],

  evaluate(key, { fact }) {
    const told = fact(openKey, key);
    const open = told.flatMap((it) => (isUnread(it) ? [] : [it]));
    const [worst] = open;
    if (!worst) return told.find(isUnread) ?? pass();
    const levels = [...new Set(open.map(({ on }) => on))].join(' and of its ');
    const holders = [...new Set(open.map(({ member, role }) => `${member} holds ${role}`))].join(', ');
    return fail(
      `The policy of the ${levels} lets anyone in: ${holders}.`,
      open.map(({ seen }) => seen),
    );
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setKeyPolicy],
    plan: (key, { fact, find }) => planClosing(fact(openKey, key), find(keyPolicy, keyPolicyOf(key.id))),
  },
});
