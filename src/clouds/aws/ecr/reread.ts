import type { Rereading } from '../rereading.ts';
import type { Named } from '../reread-sheets.ts';
import { collectImageIndexes } from './image-index/collect.ts';
import { ecrImageIndex } from './image-index/resource.ts';
import { collectImageScans } from './image-scan/collect.ts';
import { ecrImageScan } from './image-scan/resource.ts';
import { collectEcrImages } from './image/collect.ts';
import { ecrImage } from './image/resource.ts';
import { collectRepositoryPolicies } from './repository-policy/collect.ts';
import { ecrRepositoryPolicy } from './repository-policy/resource.ts';
import { collectRepositoryScanning } from './repository-scanning/collect.ts';
import { ecrRepositoryScanning } from './repository-scanning/resource.ts';
import { collectRepositories, type KnownRepository } from './repository/collect.ts';
import { ecrRepository } from './repository/resource.ts';

/** Reads repositories, what is set on them and their images again. */
export async function rereadEcr(again: Rereading): Promise<void> {
  const { at, naming, named, isWhole, hold, repositories } = again;
  hold('ecr:GetRepositoryPolicy', named(ecrRepositoryPolicy));
  await Promise.all([
    isWhole(ecrRepository) ? repositories() : [],
    ...named(ecrRepository).map((it) => collectRepositories(naming([it]), it.own)),
    isWhole(ecrRepositoryPolicy) ? repositories().then((found) => collectRepositoryPolicies(at, found)) : [],
    ...named(ecrRepositoryPolicy).map((it) => collectRepositoryPolicies(naming([it]), [repositoryOf(it)])),
    isWhole(ecrRepositoryScanning) ? repositories().then((found) => collectRepositoryScanning(at, found)) : [],
    ...named(ecrRepositoryScanning).map((it) => collectRepositoryScanning(naming([it]), [repositoryOf(it)])),
    rereadAllImages(again),
    ...rereadImages(again),
  ]);
}

async function rereadAllImages({ at, isWhole, repositories }: Rereading): Promise<void> {
  if (!isWhole(ecrImage, ecrImageIndex, ecrImageScan)) return;
  const images = await collectEcrImages(at, await repositories());
  await Promise.all([
    isWhole(ecrImage, ecrImageIndex) ? collectImageIndexes(at, images) : undefined,
    isWhole(ecrImage, ecrImageScan) ? collectImageScans(at, images) : undefined,
  ]);
}

/** Whether an image is an index or can have a scan stands in its own entry: it is read for these too. */
function rereadImages({ at, naming, named, hold }: Rereading): readonly Promise<void>[] {
  const parts = [ecrImage, ecrImageIndex, ecrImageScan].flatMap(named);
  const touched = Map.groupBy(parts, ({ own }) => own.replace(/\/(?:index|scan)$/, ''));
  return [...touched].map(async ([key, objects]) => {
    const is = (type: Named['type']): readonly Named[] => objects.filter((it) => it.type === type);
    const digest = key.split('@')[1];
    hold('ecr:DescribeImages', is(ecrImage));
    const images = await collectEcrImages(naming(objects), [...objects.slice(0, 1).map(repositoryOf)], digest);
    const collectWith = (type: Named['type'], collect: typeof collectImageScans): Promise<void> | undefined => {
      if (is(type).length > 0) return collect(naming(is(type)), images);
      return is(ecrImage).length > 0 ? collect(at, images) : undefined;
    };
    await Promise.all([collectWith(ecrImageIndex, collectImageIndexes), collectWith(ecrImageScan, collectImageScans)]);
  });
}

/** The repository that an address is about or inside of. What encrypts it is not asked for by its parts. */
function repositoryOf({ id, own }: Named): KnownRepository {
  const part = /(?:@.*|\/policy|\/scanning)$/;
  return { arn: id.replace(part, ''), name: own.replace(part, ''), key: undefined };
}
