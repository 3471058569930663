import { eksVersion } from '#clouds/aws/eks/version/resource';
import { at, listed, oneStep, running } from './eks-version-unsupported.versions.ts';

const deny = (versions: string, provider?: 'eks' | 'aks') => ({
  allow: {},
  deny: { kubernetesVersions: [{ versions, reason: 'broken', ...(provider && { provider }) }] },
});

/** The cases of versions that policy denies. */
export const denied = {
  pass: {
    'policy denies the versions of another service': {
      on: running('1.34'),
      beside: listed,
      at,
      components: deny('1.34', 'aks'),
      message: 'Standard support of Kubernetes 1.34 ends on 2026-12-02.',
    },
  },
  fail: {
    'policy denies the version, whatever the support': {
      on: running('1.34'),
      beside: listed,
      at,
      components: deny('<1.35'),
      message: 'Policy denies Kubernetes 1.34.',
    },
    'the next minor is denied, too': {
      on: running('1.34'),
      beside: listed,
      at,
      components: deny('>=1.34 <1.36', 'eks'),
      message: 'Policy denies Kubernetes 1.34.',
      cannot: oneStep('1.35'),
    },
    'a denied version needs no list of versions': {
      on: running('1.34'),
      hidden: [eksVersion],
      at,
      components: deny('1.34'),
      message: 'Policy denies Kubernetes 1.34.',
      cannot: oneStep('1.35'),
    },
  },
};
