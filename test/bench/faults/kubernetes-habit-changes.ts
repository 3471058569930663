import type { V1Deployment, V1PodSpec, V1ServiceAccount } from '@kubernetes/client-node';
import type { Wire } from '#model';
import { type JsonObject, toJsonObject } from '../../sim/json.ts';

const namespace = 'habits';
const image = `registry.example.com/habit@sha256:${'0'.repeat(64)}`;

/** A namespace whose workloads, accounts and bindings show the rules about habits a fail and a pass of each. */
export const changedHabits = (): readonly JsonObject[] =>
  [
    { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
    deployment('idle', { ...alone, enableServiceLinks: false, hostUsers: false }),
    deployment('cached', { containers: [{ name: 'app', image: 'registry.example.com/app:edge' }] }),
    deployment('aliased', { ...alone, hostAliases: [{ ip: '10.0.0.9', hostnames: ['sts.amazonaws.com'] }] }),
    deployment('keyed', {
      containers: [
        {
          name: 'app',
          image,
          env: [{ name: 'AWS_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: 'cloud', key: 'secret' } } }],
        },
      ],
    }),
    account('one'),
    account('two'),
    staleBinding,
  ].map((it) => toJsonObject(it));

const alone: Wire<V1PodSpec> = { containers: [{ name: 'app', image }] };

const deployment = (name: string, spec: Wire<V1PodSpec>): Wire<V1Deployment> => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { namespace, name },
  spec: {
    selector: { matchLabels: { app: name } },
    template: { metadata: { labels: { app: name } }, spec },
  },
});

const account = (name: string): Wire<V1ServiceAccount> => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: {
    namespace,
    name,
    annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/shared' },
  },
});

const staleBinding = {
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'RoleBinding',
  metadata: { namespace, name: 'left-behind' },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'view' },
  subjects: [{ kind: 'ServiceAccount', namespace, name: 'gone' }],
};
