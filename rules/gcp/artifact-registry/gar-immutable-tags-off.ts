import { setTagImmutability } from '#clouds/gcp/artifact-registry/repository/actions';
import { repository } from '#clouds/gcp/artifact-registry/repository/resource';
import { defineRule, fail, fieldMissing, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'gar-immutable-tags-off',
  on: repository,
  title: 'Tags of a Docker repository always stand for the same image',
  severity: 'low',
  control: 'images-from-trusted-sources',
  why: 'Whoever may push can put another image behind a tag that clusters trust.',
  fix: 'Make the tags of the repository immutable, and give each build a tag of its own.',
  references: ['https://cloud.google.com/artifact-registry/docs/docker/names#tag'],

  evaluate({ config: { format, mode, dockerConfig } }) {
    if (!format) return fieldMissing('format');
    if (format !== 'DOCKER') return notApplicable('It holds no container images.');
    if (mode === 'REMOTE_REPOSITORY') return notApplicable('Its tags follow those of its upstream.');
    if (mode === 'VIRTUAL_REPOSITORY') return notApplicable('It holds no images of its own.');
    if (dockerConfig?.immutableTags === true) return pass();
    const found = { at: dockerConfig ? 'dockerConfig' : '', actual: 'no immutableTags', expected: true };
    return fail('Tags of the repository can be moved to other images.', found);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setTagImmutability],
    plan: (it) => [setTagImmutability(it, { immutableTags: true })],
  },
});
