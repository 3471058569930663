import { keptOf } from '#clouds/kubernetes/documents/kept';
import rule from '#rules/kubernetes/workload/k8s-plaintext-secret';
import { familyCases, withAdded } from '../../../support/kubernetes/family-cases.ts';
import { deploymentWith, podWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import { testRule } from '../../../support/test-rule.ts';

/** A specification as the collector keeps it. */
const kept = (spec: Spec): Spec => keptOf({ ...spec });
const withValues = (values: Readonly<Record<string, string>>): Spec =>
  kept({ containers: [{ name: 'web', env: Object.entries(values).map(([name, value]) => ({ name, value })) }] });
const calling = (...args: readonly string[]): Spec => ({ containers: [{ name: 'web', args }] });
const github = `ghp_${'a1B2'.repeat(9)}`;
const random = 'q7Zp2Lx9Vb4Nw8Tc';
const good = withValues({ PORT: '8080' });
const bad = withValues({ DEPLOY: github });
const told = (names: string) => `Containers are given credentials in plain sight: ${names}.`;
const message = told('web (DEPLOY: a GitHub token)');
const family = familyCases({ good, bad, message });

testRule(rule, {
  pass: {
    'plain values': { on: deploymentWith(good) },
    'a variable from a secret is no plain one': {
      on: deploymentWith({
        containers: [{ name: 'web', env: [{ name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } }] }],
      }),
    },
    'a switch is no value of the option before it': { on: deploymentWith(calling('--no-token', '--q7Zp2Lx9Vb4Nw8Tc')) },
    'words of a call': { on: deploymentWith(calling('--port=8080', 'serve', '--token-file=/run/token')) },
  },
  fail: {
    'a value of a known form': { on: deploymentWith(bad), message },
    'a random value of a name that says secret': {
      on: deploymentWith(withValues({ DB_PASSWORD: random })),
      message: told('web (DB_PASSWORD: a secret by its name)'),
      grade: 'medium',
    },
    'the gravest decides': {
      on: deploymentWith(withValues({ DB_PASSWORD: random, DEPLOY: github })),
      message: told('web (DB_PASSWORD: a secret by its name, DEPLOY: a GitHub token)'),
    },
    'arguments and commands of containers of every kind': {
      on: podWith('web', {
        initContainers: [{ name: 'prepare', command: ['sh', '-c', `curl -H ${github} example.com`] }],
        ...calling('serve', `--api-key=${random}`),
      }),
      message: told('prepare (command: a GitHub token), web (args: a secret by its name)'),
    },
    'an argument after the one that names it': {
      on: deploymentWith(calling('serve', '--token', random)),
      message: told('web (args: a secret by its name)'),
      grade: 'medium',
    },
    'a container that a webhook adds': {
      ...withAdded(good, { name: 'mesh', args: [github] }),
      message: told('mesh (live pod, args: a GitHub token)'),
    },
    ...family.fail,
  },
  unknown: family.unknown,
  notApplicable: family.notApplicable,
});
