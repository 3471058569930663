import rule from '#rules/kubernetes/workload/k8s-host-aliases';
import { familyCases } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

const good: Spec = { containers: [{ name: 'web' }] };
const leading = (ip: string, ...hostnames: string[]): Spec => ({ ...good, hostAliases: [{ ip, hostnames }] });
const bad = leading('10.0.0.9', 'db.example.com');
const told = (names: string) => `Its pods lead names elsewhere than DNS does: ${names}.`;
const message = told('db.example.com to 10.0.0.9');
const family = familyCases({ good, bad, message });
const taking = (name: string) => ({
  on: deploymentWith(leading('10.0.0.9', name)),
  message: told(`${name} to 10.0.0.9`),
  grade: 'medium' as const,
});

testRule(rule, {
  pass: {
    'no aliases': { on: deploymentWith(good) },
    'an empty list': { on: deploymentWith({ ...good, hostAliases: [] }) },
    'a name of the pod itself': { on: deploymentWith(leading('127.0.0.1', 'db.example.com')) },
    'any address of the loopback': { on: deploymentWith(leading('127.8.8.8', 'db.example.com')) },
    'the loopback of IPv6': { on: deploymentWith(leading('::1', 's3.amazonaws.com')) },
    'a line without names leads nothing': { on: deploymentWith({ ...good, hostAliases: [{ ip: '10.0.0.9' }] }) },
    'names that policy allows': {
      on: deploymentWith(leading('10.0.0.9', 'db.example.com', 'db')),
      params: { allowedHostnames: ['db', 'db.example.com'] },
    },
  },
  fail: {
    'a name leads elsewhere': { on: deploymentWith(bad), message },
    'one of two names is allowed': {
      on: deploymentWith(leading('10.0.0.9', 'db.example.com', 'db')),
      params: { allowedHostnames: ['db'] },
      message,
    },
    'all lines but those of the pod itself': {
      on: deploymentWith({
        ...good,
        hostAliases: [
          { ip: '10.0.0.9', hostnames: ['a', 'b'] },
          { ip: '127.0.0.1', hostnames: ['c'] },
          { ip: 'fd00::9', hostnames: ['d'] },
        ],
      }),
      message: told('a, b to 10.0.0.9; d to fd00::9'),
    },
    'an API of AWS': taking('sts.eu-west-1.amazonaws.com'),
    'an API of Azure': taking('Management.Azure.com'),
    'an API of Google': taking('storage.googleapis.com.'),
    'a service of the cluster': taking('kubernetes.default.svc'),
    'a service of the cluster by its whole name': taking('kubernetes.default.svc.cluster.local'),
    'a name that only ends alike': {
      on: deploymentWith(leading('10.0.0.9', 'notamazonaws.com')),
      message: told('notamazonaws.com to 10.0.0.9'),
    },
    'a line without an address': {
      on: deploymentWith({ ...good, hostAliases: [{ hostnames: ['db'] }] }),
      message: told('db to no address'),
    },
    'what is no address': { on: deploymentWith(leading('here', 'db')), message: told('db to here') },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
