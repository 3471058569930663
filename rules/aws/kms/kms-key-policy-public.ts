import { z } from 'zod';
import { outsidersIn } from '#clouds/aws/iam/policy/grant-facts';
import { closeKey, putKeyPolicy } from '#clouds/aws/kms/key-policy/actions';
import { isGrave, keyPolicy } from '#clouds/aws/kms/key-policy/facts';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import { keyUse } from '#clouds/aws/kms/key/use-facts';
import { nameList } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'kms-key-policy-public',
  on: kmsKey,
  uses: [keyUse, keyPolicy],
  title: 'Keys that encrypt clusters, volumes and images are used by known accounts only',
  severity: 'critical',
  grades: ['high'],
  control: 'keys-healthy',
  why: 'Whoever may use the key can read what it encrypts, or make it unreadable for everyone.',
  fix: 'Name the accounts and roles that need the key; where everyone stands, add a test such as kms:CallerAccount. Keep the statement of the own account.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policies.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html',
  ],
  peers: ['prowler:kms_key_not_publicly_accessible'],
  params: z.object({ trustedAccounts: nameList(), trustedOrgIds: nameList() }),

  evaluate(key, { fact, params }) {
    const { KeyManager } = key.config;
    if (KeyManager === undefined) return fieldMissing('KeyManager');
    if (KeyManager === 'AWS') return notApplicable('AWS manages the key');
    const use = fact(keyUse, key);
    if (use === 'unused') return notApplicable('no cluster, volume of a node or repository uses the key');
    if (isUnread(use)) return use;
    const policy = fact(keyPolicy, key);
    if (isUnread(policy)) return policy;
    const found = outsidersIn(policy, params).map(({ who, isOpen, grants, may, evidence }) => {
      const grade = isOpen && isGrave(grants) ? undefined : 'high';
      return fail(`${may} with the key.`, evidence, { key: who, grade });
    });
    return found.length > 0 ? found : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [putKeyPolicy],
    plan(it, { fact, params }, { key }) {
      const policy = fact(keyPolicy, it);
      if (isUnread(policy)) return cannotPlan(policy.message);
      const outsider = outsidersIn(policy, params).find(({ who }) => who === key);
      return outsider ? closeKey(policy.of, outsider, policy.own) : cannotPlan('its policy lets in no others');
    },
  },
});
