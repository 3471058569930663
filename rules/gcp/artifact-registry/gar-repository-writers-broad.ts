import { z } from 'zod';
import { setRepositoryPolicy } from '#clouds/gcp/artifact-registry/repository-policy/actions';
import { repositoryPolicy, repositoryPolicyOf } from '#clouds/gcp/artifact-registry/repository-policy/resource';
import { repository } from '#clouds/gcp/artifact-registry/repository/resource';
import { planWithoutCrowds } from '#clouds/gcp/artifact-registry/repository/writer-actions';
import { repositoryWriters } from '#clouds/gcp/artifact-registry/repository/writer-facts';
import { count, nameList } from '#lib/params';
import { clip } from '#lib/text';
import { defineRule, fail, fieldMissing, notApplicable, pass, unknown } from '#rule';

export default defineRule({
  id: 'gar-repository-writers-broad',
  on: repository,
  uses: [repositoryWriters, repositoryPolicy],
  title: 'Few principals may push images to a repository',
  severity: 'medium',
  grades: ['high'],
  control: 'registry-access-limited',
  why: 'Whoever pushes an image decides what clusters run, and so does whoever gets hold of one who may.',
  fix: 'Let one account of the build push, and name in allowedPublishers those that have to besides.',
  references: [
    'https://cloud.google.com/artifact-registry/docs/access-control',
    'https://cloud.google.com/iam/docs/principal-identifiers',
  ],
  peers: ['kube-bench:gke-1.9.0/5.1.2'],
  params: z.object({ maxWriters: count(5), allowedPublishers: nameList() }),

  evaluate(it, { fact, params: { maxWriters, allowedPublishers } }) {
    if (!it.config.format) return fieldMissing('format');
    if (it.config.format !== 'DOCKER') return notApplicable('It holds no container images.');
    const { writers, unread } = fact(repositoryWriters, it);
    const counted = writers.filter(({ member }) => !allowedPublishers.includes(member));
    const always = counted.filter(({ isUnsure }) => !isUnsure);
    const crowds = always.filter(({ isCrowd }) => isCrowd);
    const seenOf = (found: typeof writers) => found.flatMap(({ seen }) => seen);
    if (crowds.length > 0) {
      const names = clip(crowds.map(({ member }) => member).join(', '), 200);
      return fail<'high'>(`Whoever is of ${names} may push its images.`, seenOf(crowds), { grade: 'high' });
    }
    if (always.length > maxWriters)
      return fail(`${always.length} principals may push its images; ${maxWriters} are tolerated.`, seenOf(always));
    if (unread) return unread;
    const [odd] = counted.filter(({ isCrowd }) => isCrowd);
    if (!odd && counted.length <= maxWriters) return pass();
    return unknown('outside', `Whether ${odd?.member ?? unsure} may push now is not known.`);
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [setRepositoryPolicy],
    plan: (it, { fact, find, params }) =>
      planWithoutCrowds(find(repositoryPolicy, repositoryPolicyOf(it.id)), fact(repositoryWriters, it), params),
  },
});

const unsure = 'those who may under a condition or by a custom role';
