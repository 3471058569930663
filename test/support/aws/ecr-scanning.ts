import { ecrRegistryScanning } from '#clouds/aws/ecr/registry-scanning/resource';
import { ecrRepositoryScanning } from '#clouds/aws/ecr/repository-scanning/resource';
import { ecrRepository } from '#clouds/aws/ecr/repository/resource';
import { inspectorAccount } from '#clouds/aws/inspector/account/resource';
import { make } from '../build.ts';

const region = 'aws:111122223333:eu-west-1';
const arnOf = (name: string): string => `arn:aws:ecr:eu-west-1:111122223333:repository/${name}`;

type Frequency = NonNullable<(typeof ecrRepositoryScanning.config)['scanFrequency']>;
type Status = 'ENABLED' | 'ENABLING' | 'DISABLED' | 'DISABLING' | 'SUSPENDED' | 'SUSPENDING';

/** A repository by its name, with its own flag where it has one. */
export const repositoryNamed = (name: string, scanOnPush?: boolean) =>
  make(
    ecrRepository,
    arnOf(name),
    {
      repositoryArn: arnOf(name),
      repositoryName: name,
      ...(scanOnPush !== undefined && { imageScanningConfiguration: { scanOnPush } }),
    },
    { name },
  );

/** How often the images of a repository are scanned. */
export const scanningOf = (name: string, scanFrequency?: Frequency) =>
  make(ecrRepositoryScanning, `${arnOf(name)}/scanning`, { repositoryName: name, scanFrequency });

/** A rule of the registry. */
export const scanRule = (scanFrequency: Frequency, ...filters: readonly string[]) => ({
  scanFrequency,
  repositoryFilters: filters.map((filter) => ({ filter, filterType: 'WILDCARD' as const })),
});

/** A registry with its kind of scan and its rules; without a kind nobody ever said how it scans. */
export const scansWith = (scanType?: 'BASIC' | 'ENHANCED', ...rules: readonly ReturnType<typeof scanRule>[]) =>
  make(ecrRegistryScanning, `${region}/ecr.registry-scanning`, {
    registryId: '111122223333',
    ...(scanType && { scanningConfiguration: { scanType, rules } }),
  });

/** Whether Inspector looks at the registry. */
export const inspectorIs = (status?: Status) =>
  make(inspectorAccount, `${region}/inspector.account`, {
    accountId: '111122223333',
    resourceState: { ecr: { status } },
  });
