import { z } from 'zod';
import { setKeyRotation } from '#clouds/gcp/kms/key/actions';
import { isRotated, primaryDays, whyByHand, whyNotAsked } from '#clouds/gcp/kms/key/facts';
import { kmsKey } from '#clouds/gcp/kms/key/resource';
import { daySeconds, rotationSeconds, rotationWithin, spanOf } from '#clouds/gcp/kms/key/rotation-facts';
import { seenAt } from '#clouds/gcp/gke/cluster/seen-facts';
import { count } from '#lib/params';
import { formatDate, parseInstant } from '#lib/time';
import { cannotPlan, defineRule, fail, fieldMissing, isUnread, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gcp-kms-key-rotation',
  on: kmsKey,
  timed: true,
  title: 'The Cloud KMS keys that encrypt clusters and images are rotated',
  severity: 'medium',
  control: 'keys-healthy',
  why: 'The longer the same material is used, the more can be read by whoever gets hold of it.',
  fix: 'Set a rotation period. Keep old versions: what was encrypted before is read with them.',
  references: ['https://cloud.google.com/kms/docs/key-rotation', 'https://cloud.google.com/kms/docs/rotate-key'],
  peers: ['prowler:kms_key_rotation_enabled', 'trivy:AVD-GCP-0065'],
  params: z.object({ maxDays: count(90) }),

  evaluate({ config }, { at, params: { maxDays } }) {
    const why = whyNotAsked(config) ?? whyByHand(config);
    if (typeof why === 'object') return why;
    if (why !== undefined) {
      if (!isRotated(config)) return notApplicable(`Cloud KMS cannot rotate the key: ${why}`);
      const days = primaryDays(config, at);
      if (isUnread(days)) return days;
      const seen = seenAt(config, 'primary.createTime', `at most ${maxDays} days ago`);
      return days > maxDays
        ? fail(`The key was last rotated by hand on ${formatDate(config.primary?.createTime ?? '')}.`, seen)
        : pass();
    }
    const seconds = rotationSeconds(config);
    if (isUnread(seconds)) return seconds;
    const period = seenAt(config, 'rotationPeriod', `at most ${maxDays * daySeconds}s`);
    if (seconds === undefined) return fail('The key is not rotated.', period);
    if (seconds > maxDays * daySeconds) return fail(`The key is rotated every ${spanOf(seconds)} only.`, period);
    if (!config.nextRotationTime) return fieldMissing('nextRotationTime');
    const next = parseInstant(config.nextRotationTime);
    if (next === undefined) return unknown('malformed', 'nextRotationTime is no moment.');
    if (next >= (parseInstant(at) ?? 0)) return pass();
    const seen = seenAt(config, 'nextRotationTime', 'in the future');
    return fail(`The key should have been rotated on ${formatDate(config.nextRotationTime)}.`, seen);
  },

  remediation: {
    impact: 'none',
    reversible: true,
    actions: [setKeyRotation],
    plan(key, { at, params }) {
      if (whyByHand(key.config) !== undefined) return cannotPlan('only a person can make a new version of this key');
      const rotation = rotationWithin(key.config, params.maxDays, at);
      return rotation ? [setKeyRotation(key, rotation)] : cannotPlan('Cloud KMS rotates keys once a day at the most');
    },
  },
});
