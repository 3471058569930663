import { pod } from '#clouds/kubernetes/pod/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { agent, granted, runs, toAgent, toWeb, web } from '../../../support/kubernetes/admins.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { bindingWith, clusterBindingWith } from '../../../support/kubernetes/rbac.ts';
import { podWith } from '../../../support/kubernetes/workloads.ts';

const inFiles = { cluster: clusters.files };

/** The cases of a grade that hangs on pods and accounts, where these were not read. */
export const ungraded = {
  fail: {
    'a pod of which another was seen to mount needs no account': {
      on: toWeb,
      beside: [runs(), podWith('web-2', { serviceAccountName: 'web', automountServiceAccountToken: true })],
      hidden: [serviceAccount],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
    'in files the milder grade stays': {
      on: clusterBindingWith('web', ['ServiceAccount:shop/web'], inFiles),
      beside: [podWith('web-1', { serviceAccountName: 'web' }, inFiles)],
      folder: 'shop',
      message: granted('ServiceAccount:shop/web'),
    },
    'in a namespace pods do not decide': {
      on: bindingWith('web', ['ServiceAccount:shop/web']),
      hidden: [pod, serviceAccount],
      message: 'Full rights on the namespace shop are granted to ServiceAccount:shop/web.',
      grade: 'medium',
    },
    'pods that were not read are no users': {
      on: clusterBindingWith('ops', ['User:jo']),
      hidden: [pod],
      message: granted('User:jo'),
    },
    'a pod of a system namespace decides nothing': {
      on: toAgent,
      beside: [agent('docker.io/acme/agent:1')],
      hidden: [serviceAccount],
      message: granted('ServiceAccount:kube-system/agent'),
    },
    'the manifest of a pod may call its account by the older name': {
      on: toWeb,
      beside: [web, podWith('web-1', { serviceAccount: 'web' })],
      message: granted('ServiceAccount:shop/web'),
      grade: 'critical',
    },
  },
  unknown: {
    'an account that was not read may be mounted': {
      on: toWeb,
      beside: [runs()],
      hidden: [serviceAccount],
      reason: 'denied',
    },
    'pods that were not read may mount the account': { on: toWeb, beside: [web], hidden: [pod], reason: 'denied' },
    'pods that were not read may mount an account of the namespace': {
      on: clusterBindingWith('web', ['User:jo', 'Group:system:serviceaccounts:shop']),
      hidden: [pod],
      reason: 'denied',
    },
  },
} as const;
