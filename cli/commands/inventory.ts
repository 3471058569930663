import { Argument, type Command } from 'commander';
import { forTerminalLine } from '#lib/escape/terminal';
import { forJson } from '#lib/escape/json';
import type { ResourceRef } from '#model';
import { layOut } from '#report/columns';
import { schemaVersion } from '#report/output';
import { openEmbedded } from '#store/embedded';
import { end } from '../arguments.ts';
import { latestScan } from '../latest.ts';
import { terminal } from '../terminal.ts';

/** The kinds of things that people ask for, and the resource types that answer. */
const kinds: Readonly<Record<string, readonly string[]>> = {
  clusters: ['eks.cluster', 'aks.cluster', 'gke.cluster'],
  nodes: ['eks.nodegroup', 'ec2.instance', 'azure.scale-set', 'k8s.node'],
  images: ['ec2.image', 'ecr.image', 'k8s.image'],
  networks: [
    'ec2.security-group',
    'azure.nsg',
    'gcp.firewall',
    'gcp.network',
    'azure.virtual-network',
    'k8s.network-policy',
  ],
  access: ['iam.role', 'iam.oidc-provider', 'k8s.cluster-role-binding', 'k8s.role-binding', 'k8s.service-account'],
};

interface Options {
  readonly store: string;
  readonly json?: boolean;
}

/** Adds `inventory`: what the last scan found, whole or one kind of it. */
export function addInventory(program: Command): void {
  program
    .command('inventory')
    .description('what the last scan of the store found')
    .addArgument(new Argument('[kind]').choices(Object.keys(kinds)))
    .option('--store <path>', 'the store', '.shoalwatch')
    .option('--json', 'print one JSON document')
    .action(async (kind: string | undefined, { store, json }: Options) => {
      const scan = await latestScan(openEmbedded(store, 'read'));
      const wanted = kind === undefined ? undefined : kinds[kind];
      const resources = scan.resources.filter(({ type }) => wanted === undefined || wanted.includes(type));
      const screen = terminal();
      await screen.data(
        json ? `${forJson({ schemaVersion, resources }, 2)}\n` : `${tableOf(resources, screen.screen.width)}\n`,
      );
      end({ code: 0, why: `${resources.length} resources in ${scan.targets.length} targets` });
    });
}

function tableOf(resources: readonly ResourceRef[], width: number): string {
  const columns = [
    { head: 'TYPE' },
    { head: 'NAME', shrink: 'middle' as const },
    { head: 'TARGET', shrink: 'middle' as const },
  ];
  const rows = resources.map(({ type, name, target }) => [type, name, target].map(forTerminalLine));
  return layOut(columns, rows, width).join('\n');
}
