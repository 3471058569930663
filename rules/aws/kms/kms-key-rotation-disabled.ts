import { z } from 'zod';
import { enableRotation } from '#clouds/aws/kms/key-rotation/actions';
import { rotationDays, rotationOf } from '#clouds/aws/kms/key-rotation/facts';
import { whyNotRotated } from '#clouds/aws/kms/key/facts';
import { kmsKey } from '#clouds/aws/kms/key/resource';
import { keyUse } from '#clouds/aws/kms/key/use-facts';
import { count } from '#lib/params';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'kms-key-rotation-disabled',
  on: kmsKey,
  uses: [keyUse, rotationOf],
  title: 'Keys that encrypt clusters, volumes and images are rotated',
  severity: 'medium',
  grades: ['low'],
  control: 'keys-healthy',
  why: 'The longer the same material is used, the more can be read by whoever gets hold of it.',
  fix: 'Turn automatic rotation on; what was encrypted before can still be read.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html'],
  peers: ['eks-bpg:security/data', 'prowler:kms_cmk_rotation_enabled', 'trivy:AVD-AWS-0065'],
  params: z.object({ maxRotationDays: count(365), scope: z.enum(['referenced', 'all']).default('referenced') }),

  evaluate(key, { fact, params }) {
    const why = whyNotRotated(key.config);
    if (why) return why;
    const use = params.scope === 'all' ? 'used' : fact(keyUse, key);
    if (use === 'unused') return notApplicable('no cluster, volume of a node or repository uses the key');
    if (isUnread(use)) return use;
    const rotation = fact(rotationOf, key);
    if (isUnread(rotation)) return rotation;
    const on = rotation.config.KeyRotationEnabled;
    if (on === undefined) return fieldMissing(`${rotation.id}#KeyRotationEnabled`);
    if (!on) return fail('The key is not rotated.', { at: `${rotation.id}#KeyRotationEnabled`, actual: on });
    const days = rotationDays(rotation);
    const seen = { at: `${rotation.id}#`, actual: days, expected: params.maxRotationDays };
    const slow = fail(`The key is rotated every ${days} days only.`, seen, { grade: 'low' });
    return days > params.maxRotationDays ? slow : pass();
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [enableRotation],
    plan(key, { fact, params }) {
      const rotation = fact(rotationOf, key);
      if (isUnread(rotation)) return cannotPlan(rotation.message);
      const days = Math.min(params.maxRotationDays, 2560);
      if (days < 90) return cannotPlan('KMS rotates keys every 90 days at the most');
      return [enableRotation(rotation, { RotationPeriodInDays: days })];
    },
  },
});
