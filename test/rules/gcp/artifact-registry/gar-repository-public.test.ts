import { expect, it } from 'vitest';
import { projectPolicy } from '#clouds/gcp/resource-manager/project-policy/resource';
import rule from '#rules/gcp/artifact-registry/gar-repository-public';
import {
  policyWith,
  projectPolicyWith,
  repositoryWith,
  shopImages,
  type Binding,
} from '../../../support/gcp/registry.ts';
import { judgedBy } from '../../../support/judged-by.ts';
import { testRule } from '../../../support/test-rule.ts';

const to = (role: string, ...members: string[]): Binding => ({ role: `roles/${role}`, members });
const reader = to('artifactregistry.reader', 'allUsers');
const writer = to('artifactregistry.writer', 'allUsers');
const team = to(
  'artifactregistry.writer',
  'group:team@example.com',
  'serviceAccount:ci@shop-prod.iam.gserviceaccount.com',
);
const calm = projectPolicyWith([to('owner', 'user:boss@example.com')]);
const on = repositoryWith();
const open = (...bindings: Binding[]) => ({ on, beside: [policyWith(bindings), calm] });
const inProject = (...bindings: Binding[]) => ({ on, beside: [policyWith([team]), projectPolicyWith(bindings)] });
const says = (access: string, member: string, role: string, where = 'repository') =>
  `Anyone can ${access} its artifacts: ${member} holds roles/${role} on the ${where}.`;
const readers = says('read', 'allUsers', 'artifactregistry.reader');
const writers = says('write', 'allUsers', 'artifactregistry.writer');
const cannot = 'the policy of the whole project opens it';
const gcr = 'projects/shop-prod/locations/us/repositories/gcr.io';
const allowed = { publicRepositories: [shopImages] };
const grade = 'critical';
const condition = { title: 'until summer', expression: 'request.time < timestamp("2026-07-01T00:00:00Z")' };

testRule(rule, {
  pass: {
    'named writers': open(team),
    'a policy without bindings': { on, beside: [policyWith(undefined), calm] },
    'a binding without members': open({ role: 'roles/artifactregistry.writer' }),
    'a repository that is meant to be read by everyone': { ...open(reader, team), params: allowed },
    'everyone reads the repository by a role on the project, as policy says': {
      ...inProject(to('viewer', 'allAuthenticatedUsers')),
      params: allowed,
    },
    'somebody with a name that looks like everyone': open(to('artifactregistry.reader', 'user:allUsers@example.com')),
  },
  fail: {
    'everyone reads': { ...open(team, reader), message: readers },
    'everyone with a Google account reads': {
      ...open(to('artifactregistry.reader', 'user:a@example.com', 'allAuthenticatedUsers')),
      message: says('read', 'allAuthenticatedUsers', 'artifactregistry.reader'),
    },
    'everyone writes': { ...open(writer), message: writers, grade },
    'what is written outweighs what is read': { ...open(reader, writer), message: writers, grade },
    'everyone with a Google account writes': {
      ...open(to('artifactregistry.repoAdmin', 'allAuthenticatedUsers')),
      message: says('write', 'allAuthenticatedUsers', 'artifactregistry.repoAdmin'),
      grade,
    },
    'everyone administers': {
      ...open(to('artifactregistry.admin', 'allUsers')),
      message: says('write', 'allUsers', 'artifactregistry.admin'),
      grade,
    },
    'everyone pushes what makes its own repository': {
      ...open(to('artifactregistry.createOnPushWriter', 'allUsers')),
      message: says('write', 'allUsers', 'artifactregistry.createOnPushWriter'),
      grade,
    },
    'everyone administers what makes its own repository': {
      ...open(to('artifactregistry.createOnPushRepoAdmin', 'allUsers')),
      message: says('write', 'allUsers', 'artifactregistry.createOnPushRepoAdmin'),
      grade,
    },
    'a repository that is meant to be read by everyone is not meant to be written': {
      ...open(reader, writer),
      params: allowed,
      message: writers,
      grade,
    },
    'a repository of another name is not meant to be read by everyone': {
      ...open(reader),
      params: { publicRepositories: ['shop', `${shopImages}-2`] },
      message: readers,
    },
    'the images of gcr.io are judged by their repository': {
      on: repositoryWith({ name: gcr }),
      beside: [policyWith([reader], { name: gcr }), calm],
      message: readers,
    },
    'a policy of another version': {
      on,
      beside: [policyWith([reader, { ...team, condition }], { version: 3 }), calm],
      message: readers,
    },
    'a policy without an etag': {
      on,
      beside: [policyWith([reader], { etag: undefined }), calm],
      message: readers,
      cannot: 'the policy has no etag to compare by',
    },
    'everyone writes, whatever the project that could not be read allows': {
      on,
      beside: [policyWith([writer], { etag: undefined })],
      hidden: [projectPolicy],
      message: writers,
      grade,
      cannot: 'the policy has no etag to compare by',
    },
    'everyone reads by a role on the project': {
      ...inProject(to('artifactregistry.reader', 'allUsers')),
      message: says('read', 'allUsers', 'artifactregistry.reader', 'project'),
      cannot,
    },
    'everyone views the project': {
      ...inProject(to('viewer', 'allUsers')),
      message: says('read', 'allUsers', 'viewer', 'project'),
      cannot,
    },
    'everyone edits the project': {
      ...inProject(to('editor', 'allAuthenticatedUsers')),
      message: says('write', 'allAuthenticatedUsers', 'editor', 'project'),
      grade,
      cannot,
    },
    'everyone owns the project': {
      ...inProject(to('owner', 'allUsers')),
      message: says('write', 'allUsers', 'owner', 'project'),
      grade,
      cannot,
    },
    'a role on the project and one on the repository': {
      on,
      beside: [policyWith([reader]), projectPolicyWith([to('editor', 'allUsers')])],
      message: says('write', 'allUsers', 'editor', 'project'),
      grade,
      cannot,
    },
  },
  unknown: {
    'the policy of the repository is unread': {
      on,
      beside: [calm],
      folder: 'export',
      reason: 'not-in-files',
    },
    'the policy of the project is unread': {
      on,
      beside: [policyWith([team])],
      folder: 'export',
      reason: 'not-in-files',
    },
    'the policy of the repository was not answered': {
      on,
      beside: [calm],
      reason: 'not-found',
      message: 'The policy of the repository was not read.',
    },
    'readers, and a project that could not be read may let them write': {
      ...open(reader),
      hidden: [projectPolicy],
      reason: 'denied',
    },
    'the policy of the project was not answered': {
      on,
      beside: [policyWith([team])],
      reason: 'not-found',
      message: 'The policy of the project was not read.',
    },
    'a role of your own, whose permissions are not read': {
      ...open({ role: 'organizations/1/roles/puller', members: ['allUsers'] }),
      reason: 'outside',
      message: 'What allUsers can do by organizations/1/roles/puller on the repository is not read.',
    },
    'a role of another service': {
      ...inProject(to('cloudbuild.builds.builder', 'allUsers')),
      reason: 'outside',
      message: 'What allUsers can do by roles/cloudbuild.builds.builder on the project is not read.',
    },
    'a role under a condition': {
      ...open({ ...writer, condition }),
      reason: 'outside',
      message: 'What allUsers can do by roles/artifactregistry.writer on the repository is not read.',
    },
  },
});

it('the plan takes out what may not be, and compares by etag and version', () => {
  const beside = [policyWith([reader, writer], { version: 3 }), calm];
  const writable = judgedBy(rule, on, { beside, params: allowed });
  expect(writable.plan()).toMatchObject([{ request: { bindings: [reader], etag: 'BwYAAAAAAAA=', version: 3 } }]);
});
it('there is no plan without the policy of the repository', () => {
  expect(judgedBy(rule, on, { beside: [calm] }).plan()).toEqual({
    cannot: 'the policy of the repository was not read',
  });
});
