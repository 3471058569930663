import { defineFact, type ResourceOf } from '#model';
import { unknown, type Unknown } from '#rule';
import { eksNodegroup } from '../../eks/nodegroup/resource.ts';
import { launchTemplateVersion } from './resource.ts';

export type TemplateVersion = ResourceOf<typeof launchTemplateVersion>;

/**
 * The version of the launch template that a managed node group was given; `none` for a group without one, whose template
 * EKS makes itself.
 * Source: https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 */
export const nodegroupTemplate = defineFact({
  name: 'ec2.nodegroup-template',
  of: eksNodegroup,
  uses: [launchTemplateVersion],
  work({ config: { launchTemplate: given } }, { list }): TemplateVersion | 'none' | Unknown {
    if (given === undefined) return 'none';
    const { items, unread } = list(launchTemplateVersion, { template: given.id ?? '' });
    const found = versionOf(items, given.version ?? '$Default');
    const name = `${given.id ?? given.name ?? ''} ${given.version ?? ''}`.trim();
    return found ?? unread ?? unknown('not-found', `The launch template ${name} could not be found.`);
  },
});

function versionOf(items: readonly TemplateVersion[], version: string): TemplateVersion | undefined {
  const number = ({ config }: TemplateVersion): number => config.VersionNumber ?? 0;
  if (version === '$Default') return items.find(({ config }) => config.DefaultVersion);
  if (version === '$Latest') return [...items].sort((a, b) => number(b) - number(a))[0];
  return items.find((it) => String(number(it)) === version);
}
