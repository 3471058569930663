import rule from '#rules/kubernetes/storage/k8s-pv-host-path';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { volumeWith } from '../../../support/kubernetes/storage.ts';
import { testRule } from '../../../support/test-rule.ts';

const claimRef = { namespace: 'shop', name: 'data' };
const had = 'the claim shop/data has it.';
const at = (path: string) => volumeWith({ hostPath: { path }, claimRef });
const on = (path: string) => volumeWith({ local: { path }, claimRef });
const told = (path: string, by = had) => `The volume is the path ${path} of a node; ${by}`;
const high = (path: string) => ({ on: at(path), message: told(path), grade: 'high' as const });
const local = (path: string) => ({
  on: on(path),
  message: `The volume is the directory ${path} of a node, and no disk of its own; ${had}`,
  grade: 'high' as const,
});

testRule(rule, {
  pass: {
    'a disk for data': { on: on('/mnt/disks/ssd0') },
    'what lies below a sensitive path may be a disk': { on: on('/var/lib/kubelet/plugins/disk') },
  },
  fail: {
    'some path': { on: at('/data'), message: told('/data') },
    'a sensitive path': high('/etc'),
    'the root': high('/'),
    'what lies below a sensitive path': high('/var/lib/kubelet/pods'),
    'what holds a sensitive path, written in another way': high('//opt/.'),
    'the root is sensitive whatever policy lists': { ...high('/'), params: { sensitivePaths: [] } },
    'policy names what is sensitive': { on: at('/etc'), params: { sensitivePaths: ['/data'] }, message: told('/etc') },
    'nobody claims it': {
      on: volumeWith({ hostPath: { path: '/etc' } }),
      message: told('/etc', 'no claim is bound to it.'),
      grade: 'low',
    },
    'a directory that is sensitive itself': local('/etc'),
    'the root as a directory': local('/'),
    'the claim of a namespace that is not exempt': {
      on: volumeWith({ hostPath: { path: '/data' }, claimRef: { namespace: 'kube-system', name: 'a' } }),
      params: { exemptNamespaces: ['shop'] },
      message: told('/data', 'the claim kube-system/a has it.'),
    },
    'the claim of a namespace of another provider': {
      on: volumeWith({ hostPath: { path: '/data' }, claimRef: { namespace: 'gmp-system', name: 'a' } }),
      message: told('/data', 'the claim gmp-system/a has it.'),
    },
  },
  unknown: { 'no specification': { on: volumeWith(undefined), reason: 'field-missing' } },
  notApplicable: {
    'a volume of a driver': {
      on: volumeWith({ csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' } }),
      message: 'it is no path of a node',
    },
    'the claim of an exempt namespace': {
      on: volumeWith({ hostPath: { path: '/data' }, claimRef: { namespace: 'kube-system', name: 'a' } }),
      message: 'Policy exempts the namespace kube-system.',
    },
    'the claim of a namespace of the own provider': {
      on: volumeWith(
        { hostPath: { path: '/data' }, claimRef: { namespace: 'gmp-system', name: 'a' } },
        { cluster: clusters.gke },
      ),
      message: 'Policy exempts the namespace gmp-system.',
    },
  },
});
