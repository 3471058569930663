import { collectNodegroup, collectNodegroups } from '../eks/nodegroup/collect.ts';
import { eksNodegroup } from '../eks/nodegroup/resource.ts';
import { readById, type Rereading } from '../rereading.ts';
import { collectImages } from './image/collect.ts';
import { image } from './image/resource.ts';
import { collectInstances } from './instance/collect.ts';
import { instance } from './instance/resource.ts';
import { collectLaunchTemplateVersions } from './launch-template-version/collect.ts';
import { launchTemplateVersion } from './launch-template-version/resource.ts';

/** Reads node groups and instances again, with the launch templates and the AMIs that they name. */
export async function rereadMachines(again: Rereading): Promise<void> {
  const { at, naming, named, hold } = again;
  const images = named(image);
  hold('ec2:DescribeImages', images);
  const asked = images.map(({ own }) => own);
  const [templated, started] = await Promise.all([
    rereadTemplates(again),
    readById(again, { type: instance, api: 'ec2:DescribeInstances', collect: collectInstances, startOf: [image] }),
    images.length > 0 ? collectImages(naming(images), asked) : undefined,
  ]);
  const used = [...templated, ...started].flat().filter((id) => !asked.includes(id));
  await collectImages(at, used);
}

/** Answers the ids of the images that the templates name. */
async function rereadTemplates(again: Rereading): Promise<readonly (readonly string[])[]> {
  const { at, naming, named } = again;
  return Promise.all([
    rereadNodegroups(again).then((nodegroups) => collectLaunchTemplateVersions(at, nodegroups)),
    ...named(launchTemplateVersion).map((it) => {
      const [id, version] = it.own.split(':');
      return collectLaunchTemplateVersions(naming([it]), [{ launchTemplate: { id, version } }]);
    }),
  ]);
}

async function rereadNodegroups({ at, naming, named, isWhole, hold, names }: Rereading) {
  hold('eks:DescribeNodegroup', named(eksNodegroup));
  const [all, ...groups] = await Promise.all([
    isWhole(eksNodegroup, launchTemplateVersion, image) ? names().then((found) => collectNodegroups(at, found)) : [],
    ...named(eksNodegroup).map((it) => {
      const [cluster = '', name = ''] = it.own.split('/');
      return collectNodegroup(naming([it]), cluster, name);
    }),
  ]);
  return [...all, ...groups.flatMap((it) => it ?? [])];
}
