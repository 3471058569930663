import rule from '#rules/kubernetes/workload/k8s-restricted-volume-types';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

type Volume = NonNullable<Spec['volumes']>[number];

const holding = (...volumes: Volume[]): Spec => ({ containers: [{ name: 'web' }], volumes });
const good = holding({ name: 'tmp', emptyDir: {} });
const bad = holding({ name: 'share', nfs: { server: 'files', path: '/' } });
const message = 'Volumes are of other types: share (nfs).';
const family = familyCases({ good, bad, message });
const others = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'azureDisk',
  'vsphereVolume',
  'quobyte',
  'portworxVolume',
  'photonPersistentDisk',
  'scaleIO',
  'storageos',
  'somethingNew',
] as const;

testRule(rule, {
  pass: {
    'no volumes': { on: deploymentWith({ containers: [{ name: 'web' }] }) },
    'every type of the list': {
      on: deploymentWith(
        holding(
          { name: 'a', configMap: {} },
          { name: 'b', csi: { driver: 'd' } },
          { name: 'c', downwardAPI: {} },
          { name: 'd', emptyDir: {} },
          { name: 'e', ephemeral: {} },
          { name: 'f', image: {} },
          { name: 'g', persistentVolumeClaim: { claimName: 'g' } },
          { name: 'h', projected: {} },
          { name: 'i', secret: {} },
        ),
      ),
    },
    'a volume with a name only is an empty directory': { on: deploymentWith(holding({ name: 'tmp' })) },
    'a path of the node is the finding of another rule': {
      on: deploymentWith(holding({ name: 'host', hostPath: { path: '/' } })),
    },
  },
  fail: {
    'a type outside the list': { on: deploymentWith(bad), message },
    'every other type, and one that nobody knows': {
      on: deploymentWith(holding({ name: 'ok', secret: {} }, ...others.map((type) => ({ name: type, [type]: {} })))),
      message: `Volumes are of other types: ${others.map((type) => `${type} (${type})`).join(', ')}.`,
    },
    'gitRepo is code of others': {
      on: deploymentWith(
        holding({ name: 'a', nfs: { server: 'f', path: '/' } }, { name: 'b', gitRepo: { repository: 'r' } }),
      ),
      message: 'Volumes are of other types: a (nfs), b (gitRepo).',
      grade: 'medium',
    },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
