import { repositoryPolicy } from '#clouds/gcp/artifact-registry/repository-policy/resource';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import rule from '#rules/gcp/artifact-registry/gar-repository-writers-broad';
import { policyWith, projectPolicyWith, repositoryWith, type Binding } from '../../../support/gcp/registry.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = repositoryWith();
const to = (role: string, ...members: string[]): Binding => ({ role: `roles/${role}`, members });
const users = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => `user:${String.fromCharCode(97 + from + i)}@example.com`);
const writers = (...members: string[]) => to('artifactregistry.writer', ...members);
const held = (own: readonly Binding[], above: readonly Binding[] = []) => ({
  on,
  beside: [policyWith(own), projectPolicyWith(above)],
});
const custom = (...members: string[]): Binding => ({ role: 'projects/shop-prod/roles/pusher', members });
const many = (count: number, max = 5) => `${count} principals may push its images; ${max} are tolerated.`;
const ofProject = 'the policy of the whole project lets them push';
const choose = 'who of those that may push has to is for a person to say';
const whoever = (members: string) => ({
  message: `Whoever is of ${members} may push its images.`,
  grade: 'high' as const,
});
const pool = 'principalSet://iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/ci';
const wholePool = 'group:shop-prod.svc.id.goog:/allAuthenticatedUsers/';
const condition = { title: 'until summer', expression: 'request.time < timestamp("2026-07-01T00:00:00Z")' };
const agents = [
  'serviceAccount:123456789012@cloudservices.gserviceaccount.com',
  'serviceAccount:service-123456789012@gcp-sa-artifactregistry.iam.gserviceaccount.com',
  'serviceAccount:service-123456789012@containerregistry.iam.gserviceaccount.com',
];

testRule(rule, {
  pass: {
    'as many as are tolerated': held([writers(...users(5))]),
    'more where policy tolerates more': { ...held([writers(...users(6))]), params: { maxWriters: 6 } },
    'a publisher that policy names does not count': {
      ...held([writers(...users(6))]),
      params: { allowedPublishers: ['user:a@example.com'] },
    },
    'whoever policy names may be a crowd': {
      ...held([writers('domain:example.com')]),
      params: { allowedPublishers: ['domain:example.com'] },
    },
    'a group counts as one': held([writers('group:team@example.com')]),
    'who holds several roles counts once': held(
      [writers(...users(3)), to('artifactregistry.repoAdmin', ...users(3))],
      [to('editor', ...users(5))],
    ),
    'agents of Google do not count': held([writers(...users(5), ...agents)]),
    'readers do not count': held([to('artifactregistry.reader', ...users(9))], [to('viewer', ...users(9))]),
    'who was deleted holds nothing': held([writers(...users(5), 'deleted:user:z@example.com?uid=1')]),
    'everyone is another finding': held([writers('allUsers', 'allAuthenticatedUsers')]),
    'a basic role counts on the project alone': held([to('editor', ...users(6))]),
    'one identity of a pool counts as one': held([writers(`${pool}/attribute.repository/shop`)]),
    'a custom role among few': held([writers(...users(4)), custom('user:z@example.com')]),
    'nobody at all': held([]),
  },
  fail: {
    'more than are tolerated': { ...held([writers(...users(6))]), message: many(6), cannot: choose },
    'a lower maxWriters': {
      ...held([writers(...users(2))]),
      params: { maxWriters: 1 },
      message: many(2, 1),
      cannot: choose,
    },
    'administrators of the repository count': {
      ...held([to('artifactregistry.repoAdmin', ...users(6))]),
      message: many(6),
      cannot: choose,
    },
    'administrators of Artifact Registry count': {
      ...held([], [to('artifactregistry.admin', ...users(6))]),
      message: many(6),
      cannot: choose,
    },
    'those of the repository and of the project together': {
      ...held([writers(...users(3))], [writers(...users(3, 3))]),
      message: many(6),
      cannot: choose,
    },
    'owners and editors of the project count': {
      ...held([], [to('owner', ...users(2)), to('editor', ...users(4, 2))]),
      message: many(6),
      cannot: choose,
    },
    'who only looks like an agent counts': {
      ...held([writers(...users(5), 'serviceAccount:service-1@shop-prod.iam.gserviceaccount.com')]),
      message: many(6),
      cannot: choose,
    },
    'a whole domain': { ...held([writers('domain:example.com')]), ...whoever('domain:example.com') },
    'every identity of a pool': {
      ...held([], [to('editor', `${pool}/*`)]),
      ...whoever(`${pool}/*`),
      cannot: ofProject,
    },
    'every pod of a pool, named as a group': {
      ...held([writers(wholePool)]),
      ...whoever(wholePool),
    },
    'a crowd among too many': {
      ...held([writers('domain:example.com', ...users(6))]),
      ...whoever('domain:example.com'),
      cannot: choose,
    },
    'a crowd that has the right twice, once under a condition, among few': {
      ...held([writers('domain:example.com', ...users(5)), { ...writers('domain:example.com'), condition }]),
      ...whoever('domain:example.com'),
    },
    'a crowd beside one that may under a condition': {
      ...held([writers('domain:example.com'), { ...writers('domain:example.org'), condition }]),
      ...whoever('domain:example.com'),
      cannot: choose,
    },
    'a crowd of the repository and of the project': {
      ...held([writers('domain:example.com')], [writers('domain:example.com')]),
      ...whoever('domain:example.com'),
      cannot: ofProject,
    },
    'a crowd beside a policy that was not read': {
      ...held([writers('domain:example.com')]),
      hidden: [projectPolicy],
      ...whoever('domain:example.com'),
      cannot: 'the policies of the repository and its project were not both read',
    },
    'a policy without an etag': {
      on,
      beside: [policyWith([writers('domain:example.com')], { etag: '' }), projectPolicyWith()],
      ...whoever('domain:example.com'),
      cannot: 'the policy has no etag to compare by',
    },
    'too many beside a policy that was not read': {
      ...held([writers(...users(6))]),
      hidden: [projectPolicy],
      message: many(6),
      cannot: choose,
    },
  },
  unknown: {
    'a repository that does not say what it holds': {
      on: repositoryWith({ format: undefined }),
      beside: [policyWith([]), projectPolicyWith()],
      reason: 'field-missing',
      message: 'The answer has no format.',
    },
    'a policy of the repository that could not be read': { ...held([]), hidden: [repositoryPolicy], reason: 'denied' },
    'a policy of the project that could not be read': { ...held([]), hidden: [projectPolicy], reason: 'denied' },
    'a policy that is not there': {
      on,
      beside: [projectPolicyWith()],
      reason: 'not-found',
      message: 'The policy of the repository was not read.',
    },
    'too many with those who may under a condition': {
      ...held([writers(...users(5)), { ...writers('user:z@example.com'), condition }]),
      reason: 'outside',
      message: 'Whether those who may under a condition or by a custom role may push now is not known.',
    },
    'too many with those who hold a custom role': {
      ...held([writers(...users(5))], [custom('user:z@example.com')]),
      reason: 'outside',
      message: 'Whether those who may under a condition or by a custom role may push now is not known.',
    },
    'a crowd by a custom role': {
      ...held([], [custom('domain:example.com')]),
      reason: 'outside',
      message: 'Whether domain:example.com may push now is not known.',
    },
    'a crowd under a condition': {
      ...held([{ ...writers('domain:example.com'), condition }]),
      reason: 'outside',
      message: 'Whether domain:example.com may push now is not known.',
    },
  },
  notApplicable: {
    'a repository of packages': {
      on: repositoryWith({ format: 'NPM' }),
      beside: [policyWith([writers(...users(6))]), projectPolicyWith()],
      message: 'It holds no container images.',
    },
  },
});
