import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { acrRegistry } from '#clouds/azure/acr/registry/resource';
import { repository } from '#clouds/gcp/artifact-registry/repository/resource';
import { make } from '../../../support/build.ts';
import { registryWith } from '../../../support/azure/acr.ts';
import { repositoryWith } from '../../../support/gcp/registry.ts';
import { clusters } from '../../../support/kubernetes/objects.ts';
import { deploymentWith, type Spec } from '../../../support/kubernetes/workloads.ts';
import type { testRule } from '../../../support/test-rule.ts';

type Cases = Parameters<typeof testRule>[1];

export const running = (image: string): Spec => ({ containers: [{ name: 'web', image }] });
export const strange = (images: string) => `Images come from registries that nobody allowed: ${images}.`;

const allowed = { allowedRegistries: ['reg.example.com'] };
const central = make(ecrRepository, 'arn:aws:ecr:us-east-1:222233334444:repository/web', {
  registryId: '222233334444',
  repositoryName: 'web',
});
const shop = registryWith({ loginServer: 'Shop.azurecr.io' });
const images = repositoryWith({ name: 'projects/images/locations/europe/repositories/web' });
const everywhere = [central, shop, images];

const passes = (image: string, cluster?: string) => ({
  on: deploymentWith(running(image), { cluster }),
  beside: everywhere,
});
const fails = (image: string, cluster?: string) => ({ ...passes(image, cluster), message: strange(`web (${image})`) });
const inFiles = (image: string, params: Readonly<Record<string, unknown>>) => ({
  on: deploymentWith(running(image), { cluster: clusters.files }),
  folder: 'shop',
  params,
  reason: 'not-in-files' as const,
});

/** The cases of registries that the audit itself lists. */
export const own = {
  pass: {
    'the account of the cluster': { on: deploymentWith(running('111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1')) },
    'the project of the cluster': {
      on: deploymentWith(running('europe-docker.pkg.dev/shop-prod/images/web'), { cluster: clusters.gke }),
    },
    'an account with a repository that is listed': passes('222233334444.dkr.ecr.eu-west-1.amazonaws.com/cache/web:1'),
    'a FIPS endpoint': passes('222233334444.dkr.ecr-fips.us-gov-west-1.amazonaws.com/web'),
    'an endpoint with IPv6': passes('222233334444.dkr-ecr.eu-west-1.on.aws/web'),
    'an endpoint in China': passes('222233334444.dkr.ecr.cn-north-1.amazonaws.com.cn/web'),
    'an endpoint of an isolated partition': passes('222233334444.dkr.ecr.us-iso-east-1.c2s.ic.gov/web'),
    'a registry of Azure': passes('shop.azurecr.io/web', clusters.aks),
    'a registry of Azure by the name of a region': passes('shop.westeurope.geo.azurecr.io/web'),
    'a project with a repository that is listed': passes('europe-west1-docker.pkg.dev/images/web/app'),
    'a project by the older host': passes('eu.gcr.io/images/app'),
    'a project by the oldest host': passes('gcr.io/images/app'),
    'a project of a domain': {
      on: deploymentWith(running('us-docker.pkg.dev/example.com/images/web')),
      beside: [central, shop, repositoryWith({ name: 'projects/example.com:images/locations/us/repositories/web' })],
    },
  },
  fail: {
    'another registry, while all of the own ones are listed': fails('docker.io/acme/web'),
    'another account': fails('999988887777.dkr.ecr.eu-west-1.amazonaws.com/web'),
    'the account of the cluster in another host': fails('111122223333.dkr.ecr.eu-west-1.amazonaws.com.evil.com/web'),
    'a longer number': fails('1222233334444.dkr.ecr.eu-west-1.amazonaws.com/web'),
    'another registry of Azure': fails('shop2.azurecr.io/web'),
    'a registry of Azure in another cloud': fails('shop.azurecr.cn/web'),
    'another project': fails('europe-docker.pkg.dev/images2/web'),
    'the project of a cluster is not the account of one': fails('eu.gcr.io/111122223333/web'),
    'another host by the name of a project': fails('docker.pkg.dev/images/web'),
    'the public gallery of ECR': fails('public.ecr.aws/acme/web'),
    'policy does not count its own': {
      ...fails('222233334444.dkr.ecr.eu-west-1.amazonaws.com/web'),
      params: { allowOwn: false },
    },
    'policy does not count its own, and allows nothing': {
      on: deploymentWith(running('nginx')),
      hidden: [ecrRepository, acrRegistry, repository],
      params: { allowOwn: false },
      message: strange('web (nginx)'),
    },
    'no cloud but those of the audit is asked': {
      on: deploymentWith(running('docker.io/acme/web')),
      beside: [central],
      message: strange('web (docker.io/acme/web)'),
    },
    'where policy allows others, only its own cloud could hold an image': {
      on: deploymentWith(running('docker.io/acme/web')),
      hidden: [ecrRepository, acrRegistry, repository],
      params: allowed,
      message: strange('web (docker.io/acme/web)'),
    },
    'a file, where policy says what is allowed': {
      on: deploymentWith(running('docker.io/acme/web'), { cluster: clusters.files }),
      folder: 'shop',
      params: allowed,
      message: strange('web (docker.io/acme/web)'),
    },
  },
  unknown: {
    'no registry was read, and policy allows none': {
      on: deploymentWith(running('nginx')),
      hidden: [ecrRepository, acrRegistry, repository],
      reason: 'denied',
    },
    'registries of one cloud were not read, and policy allows none': {
      on: deploymentWith(running('nginx')),
      beside: [central, shop],
      hidden: [repository],
      reason: 'denied',
    },
    'repositories of accounts that were not read': {
      on: deploymentWith(running('222233334444.dkr.ecr.eu-west-1.amazonaws.com/web')),
      hidden: [ecrRepository],
      params: allowed,
      reason: 'denied',
    },
    'registries of Azure that were not read': {
      on: deploymentWith(running('shop.azurecr.io/web')),
      hidden: [acrRegistry],
      params: allowed,
      reason: 'denied',
    },
    'repositories of projects that were not read': {
      on: deploymentWith(running('gcr.io/images/web')),
      hidden: [repository],
      params: allowed,
      reason: 'denied',
    },
    'files tell no registries': inFiles('nginx', {}),
    'files tell no accounts': inFiles('222233334444.dkr.ecr.eu-west-1.amazonaws.com/web', allowed),
    'files do not say which provider serves its images': {
      ...inFiles('mcr.microsoft.com/oss/pause:1', allowed),
      message: 'The files do not say whose cluster it is: the image may be one that its provider serves.',
    },
  },
} satisfies Pick<Cases, 'pass' | 'fail' | 'unknown'>;
