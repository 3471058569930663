import rule from '#rules/gcp/artifact-registry/gar-immutable-tags-off';
import { repositoryWith } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

type Config = NonNullable<Parameters<typeof repositoryWith>[0]>;

const of = (config: Config) => ({ on: repositoryWith(config) });
const fixed = { dockerConfig: { immutableTags: true } };
const message = 'Tags of the repository can be moved to other images.';

testRule(rule, {
  pass: {
    'tags are immutable': of(fixed),
    'a repository without a mode is a standard one': of({ ...fixed, mode: undefined }),
  },
  fail: {
    'nothing is said of tags': { ...of({}), message },
    'tags are mutable': { ...of({ dockerConfig: { immutableTags: false } }), message },
    'a configuration that says nothing of tags': { ...of({ dockerConfig: {} }), message },
    'a repository without a mode': { ...of({ mode: undefined }), message },
    'a repository for gcr.io': { ...of({ name: 'projects/shop-prod/locations/us/repositories/gcr.io' }), message },
  },
  unknown: {
    'a repository that does not say what it holds': {
      ...of({ format: undefined }),
      reason: 'field-missing',
      message: 'The answer has no format.',
    },
  },
  notApplicable: {
    'a repository of packages': { ...of({ format: 'MAVEN' }), message: 'It holds no container images.' },
    'a cache of another registry': {
      ...of({ mode: 'REMOTE_REPOSITORY' }),
      message: 'Its tags follow those of its upstream.',
    },
    'a view of other repositories': {
      ...of({ mode: 'VIRTUAL_REPOSITORY' }),
      message: 'It holds no images of its own.',
    },
  },
});
