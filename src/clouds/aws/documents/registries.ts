import type { Found } from '../../recogniser.ts';
import { parseArn } from '../address.ts';
import { ecrImage } from '../ecr/image/resource.ts';
import { ecrImageIndex } from '../ecr/image-index/resource.ts';
import { ecrImageScan } from '../ecr/image-scan/resource.ts';
import { ecrRepositoryPolicy } from '../ecr/repository-policy/resource.ts';
import { ecrRepository } from '../ecr/repository/resource.ts';
import { arnOf, placed } from './place.ts';

/**
 * Completes the addresses of images and policies: answers about them name an account at most. The region is that of their
 * repository, of all repositories of their account, or of everything in the folder, whichever is one and comes first.
 */
export function registriesOf(all: readonly Found[]): (one: Found) => Found {
  const byRepository = new Map<string, Set<string>>();
  const byAccount = new Map<string, Set<string>>();
  const add = (places: typeof byAccount, key: string, place: string): void => {
    places.set(key, (places.get(key) ?? new Set()).add(place));
  };
  for (const { type, id } of all) {
    const arn = type.name === ecrRepository.name && typeof id === 'string' ? parseArn(id) : undefined;
    if (!arn?.region || !arn.account) continue;
    const place = `${arn.account} ${arn.region}`;
    for (const account of [arn.account, '']) {
      add(byRepository, `${account} ${arn.path}`, place);
      add(byAccount, account, place);
    }
  }
  const accounts = new Set(all.flatMap(({ place }) => place.account ?? []));
  const regions = new Set(all.flatMap(({ place }) => place.region ?? []));
  const everywhere = new Set([...accounts].flatMap((account) => [...regions].map((region) => `${account} ${region}`)));

  return (one) => {
    const arn = imageTypes.has(one.type.name) && typeof one.id === 'string' ? parseArn(one.id) : undefined;
    if (!arn || arn.region !== '') return one;
    const repository = `${arn.account} ${arn.path.replace(/@.*$|\/policy$/, '')}`;
    const places = [byRepository.get(repository), byAccount.get(arn.account), everywhere];
    const [only] = places.find((it) => it?.size === 1) ?? [];
    const [account = '', region] = only?.split(' ') ?? [];
    if (region === undefined || (arn.account !== '' && arn.account !== account)) return one;
    const place = placed(account, region);
    return { ...one, id: arnOf(arn.service, place, arn.path), place };
  };
}

const imageTypes = new Set<string>(
  [ecrImage, ecrImageScan, ecrImageIndex, ecrRepositoryPolicy].map(({ name }) => name),
);
