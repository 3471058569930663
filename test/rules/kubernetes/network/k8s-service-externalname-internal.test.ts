import rule from '#rules/kubernetes/network/k8s-service-externalname-internal';
import { serviceWith } from '../../../support/kubernetes/services.ts';
import { testRule } from '../../../support/test-rule.ts';

const on = (externalName?: string) => serviceWith({ type: 'ExternalName', externalName });
const leads = (name: string, to: string) => `The service leads to ${name}, ${to}.`;
const guarded = (name: string, to: string) => ({ on: on(name), message: leads(name, to), grade: 'medium' as const });
const host = 'the host itself';
const metadata = 'the metadata service of the cloud';
const link = 'an address of the link, where metadata services are';
const other = 'a service of the namespace bank';

testRule(rule, {
  pass: {
    'a host outside of the cluster': { on: on('db.example.com') },
    'an address outside of the cluster': { on: on('192.0.2.7') },
    'a service of its own namespace': { on: on('db.shop.svc.cluster.local') },
    'a service that policy allows': {
      on: on('db.bank.svc.cluster.local.'),
      params: { allowedNames: ['db.bank.svc.cluster.local'] },
    },
    'a name that only begins like one': { on: on('localhost.example.com') },
    'another domain than that of the cluster': { on: on('db.bank.svc.example.com') },
  },
  fail: {
    'the host itself': guarded('localhost', host),
    'a name under localhost': guarded('api.localhost', host),
    'an address of the host': guarded('127.0.0.2', host),
    'the address of the host in IPv6': guarded('::1', host),
    'the metadata service of GCP': guarded('metadata.google.internal', metadata),
    'its short name': guarded('metadata', metadata),
    'the metadata service of EC2': guarded('instance-data.ec2.internal', metadata),
    'its older name': guarded('instance-data', metadata),
    'its address in IPv6': guarded('fd00:ec2::254', metadata),
    'the wire server of Azure': guarded('168.63.129.16', metadata),
    'the address that all of them have': guarded('169.254.169.254', link),
    'another address of the link': guarded('fe80::1', link),
    'the Kubernetes API': guarded('kubernetes.default.svc', 'the Kubernetes API'),
    'the Kubernetes API by its whole name': guarded('kubernetes.default.svc.cluster.local', 'the Kubernetes API'),
    'a service of the system': guarded('kube-dns.kube-system.svc', 'a service of the system'),
    'policy does not allow what is guarded': {
      ...guarded('localhost', host),
      params: { allowedNames: ['localhost'] },
    },
    'letters and a dot at the end do not matter': {
      on: on('Metadata.Google.Internal.'),
      message: leads('metadata.google.internal', metadata),
      grade: 'medium',
    },
    'a service of another namespace': {
      on: on('db.bank.svc.cluster.local'),
      message: leads('db.bank.svc.cluster.local', other),
    },
    'a pod behind one': { on: on('db-0.db.bank.svc'), message: leads('db-0.db.bank.svc', other) },
    'policy names the domain of the cluster': {
      on: on('db.bank.svc.corp.example'),
      params: { clusterDomain: 'corp.example' },
      message: leads('db.bank.svc.corp.example', other),
    },
    'another service of the default namespace': {
      on: on('web.default.svc'),
      message: leads('web.default.svc', 'a service of the namespace default'),
    },
  },
  unknown: {
    'a service that does not say which name': { on: on(), reason: 'field-missing' },
  },
  notApplicable: {
    'a service of another type': { on: serviceWith(), message: 'the service is no other name' },
  },
});
