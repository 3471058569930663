import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { balanced, byBalancer, prometheus, template, webOf } from './k8s-sensitive-interface-exposed.doors.ts';

const app = { name: 'app', image: 'registry.example.com/app:1' };
/** A container with a known interface, which stands beside the application. */
export const aside = { name: 'metrics', image: prometheus };
const both = (...containers: Spec['containers'] & object[]) => deploymentWith({ containers }, { template });

/** Cases of which container of a workload answers on the port of the service. */
export const containers = {
  fail: {
    'the only container answers, whatever it declares': {
      on: balanced(),
      beside: [both({ ...aside, ports: [{ containerPort: 9090 }] })],
      message: byBalancer(prometheus),
    },
    'of two the one that declares the port answers': {
      on: balanced(),
      beside: [both(app, { ...aside, ports: [{ containerPort: 8080 }] })],
      message: byBalancer(prometheus),
    },
    'the port goes by a name': {
      on: balanced({ ports: [{ port: 80, targetPort: 'web' }] }),
      beside: [both(app, { ...aside, ports: [{ containerPort: 9090, name: 'web' }] })],
      message: byBalancer(prometheus),
    },
    'a container that starts before the others and stays': {
      on: balanced(),
      beside: [
        deploymentWith(
          {
            initContainers: [{ ...aside, restartPolicy: 'Always', ports: [{ containerPort: 8080 }] }],
            containers: [app],
          },
          { template },
        ),
      ],
      message: byBalancer(prometheus),
    },
  },
  unknown: {
    'either of two containers may answer': {
      on: balanced(),
      beside: [both(app, aside)],
      reason: 'outside' as const,
      message: 'Which container of the deployment web answers is not told.',
    },
    'where no container declares the port, any of them may answer': {
      on: balanced(),
      beside: [both({ ...app, ports: [{ containerPort: 9 }] }, aside)],
      reason: 'outside' as const,
      message: 'Which container of the deployment web answers is not told.',
    },
    'an interface that declares other ports alone may answer, too': {
      on: balanced(),
      beside: [both(app, { ...aside, ports: [{ containerPort: 9090 }] })],
      reason: 'outside' as const,
      message: 'Which container of the deployment web answers is not told.',
    },
    'a template without containers': {
      on: balanced(),
      beside: [deploymentWith({ containers: [] }, { template })],
      reason: 'field-missing' as const,
    },
  },
  notApplicable: {
    'another container answers': {
      on: balanced(),
      beside: [both({ ...app, ports: [{ containerPort: 8080 }] }, aside)],
      message: 'no known interface for administration is behind it',
    },
    'no container has a port of the name': {
      on: balanced({ ports: [{ port: 80, targetPort: 'gone' }] }),
      beside: [webOf(prometheus)],
      message: 'no known interface for administration is behind it',
    },
    'the port of another protocol': {
      on: balanced({ ports: [{ port: 80, targetPort: 'dns' }] }),
      beside: [both(app, { ...aside, ports: [{ containerPort: 53, name: 'dns', protocol: 'UDP' }] })],
      message: 'no known interface for administration is behind it',
    },
    'a container that starts before the others and ends': {
      on: balanced(),
      beside: [deploymentWith({ initContainers: [aside], containers: [app] }, { template })],
      message: 'no known interface for administration is behind it',
    },
  },
};
