import { gkeCluster } from '#clouds/gcp/gke/cluster/resource';
import { isDead, keysInUse, keyTrouble, needsKey } from '#clouds/gcp/gke/cluster/secrets-key-facts';
import { nameOf } from '#clouds/gcp/gke/cluster/seen-facts';
import { kmsKey, kmsKeyOf } from '#clouds/gcp/kms/key/resource';
import { defineRule, fail, fieldMissing, isUnread, notApplicable, pass, unknown, type Verdict } from '#rule';

export default defineRule({
  id: 'gke-secrets-kms-key-health',
  on: gkeCluster,
  uses: [kmsKey],
  title: 'The keys of the secrets of a GKE cluster have enabled primary versions, and GKE reports no trouble',
  severity: 'critical',
  grades: ['medium'],
  control: 'keys-healthy',
  why: 'Without its key the control plane cannot read its secrets, and once the key is destroyed nobody ever can.',
  fix: 'Restore and enable the version of the key, and let the GKE service agent use it, before it is destroyed.',
  references: [
    'https://cloud.google.com/kubernetes-engine/docs/how-to/encrypting-secrets',
    'https://cloud.google.com/kms/docs/key-states',
  ],

  evaluate({ config }, { find }) {
    const isNeeded = needsKey(config);
    if (isUnread(isNeeded)) return isNeeded;
    if (!isNeeded) return notApplicable('no customer key encrypts its secrets');
    const trouble = keyTrouble(config);
    const keys = keysInUse(config);
    const judged = keys.map(({ key: name, version }): Verdict<'medium'> => {
      const key = find(kmsKey, kmsKeyOf(name));
      if (isUnread(key)) return key;
      if (key === 'absent') return unknown('not-found', `The key ${name} was not found.`);
      const primary = nameOf(key.config.primary?.state, 'primary.state');
      if (isUnread(primary)) return primary;
      if (primary === '') return fieldMissing(`${key.id}#primary.state`);
      const isOther = version !== undefined && version !== key.config.primary?.name;
      if (isOther) return unknown('outside', `The state of ${version} is not read.`);
      if (primary === 'ENABLED') return pass();
      if (!isDead(primary)) return unknown('not-ready', `The primary version of ${name} is ${primary}.`);
      const seen = { at: `${key.id}#primary.state`, actual: primary, expected: 'ENABLED' };
      return fail(`The primary version of ${name} is ${primary}.`, seen, { key: name });
    });
    if (keys.length === 0) judged.push(fieldMissing('databaseEncryption.keyName'));
    if (!trouble) return judged;
    if (isUnread(trouble)) return [...judged, trouble];
    const { isNow, words, seen } = trouble;
    const grade = isNow ? undefined : ('medium' as const);
    return [...judged, fail(`A key does not work: ${words}.`, seen, { grade })];
  },
});
