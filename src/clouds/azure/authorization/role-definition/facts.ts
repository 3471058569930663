import { fitsStars } from '#lib/pattern';
import type { roleDefinition } from './resource.ts';

type Role = typeof roleDefinition.config;

/** What is asked for in the management of resources, or in what they hold. */
export type Plane = 'actions' | 'dataActions';

const exceptions = { actions: 'notActions', dataActions: 'notDataActions' } as const;

/**
 * Whether a role allows an operation: one of its permissions names it and does not take it out again. A `*` stands for
 * any characters, and case does not matter.
 * Source: https://learn.microsoft.com/azure/role-based-access-control/role-definitions
 */
export const allows = ({ permissions }: Role, operation: string, plane: Plane = 'actions'): boolean =>
  (permissions ?? []).some((it) => covers(it[plane], operation) && !covers(it[exceptions[plane]], operation));

/** Whether a role allows every change that it does not take out again, as Owner and Contributor do. */
export const allowsAll = ({ permissions }: Role): boolean =>
  (permissions ?? []).some(({ actions }) => actions?.some((it) => /^(?:\*\/)?\*$|^\*\/write$/i.test(it)));

const clusters = 'Microsoft.ContainerService/managedClusters';

/** The operations on the Kubernetes API by which an administrator is told from others. */
const inside = ['secrets/read', 'pods/exec/action', 'rbac.authorization.k8s.io/clusterrolebindings/write'];

/** Whether a role allows everything within Kubernetes where Azure RBAC decides there. */
export const administersInside = (role: Role): boolean =>
  inside.every((it) => allows(role, `${clusters}/${it}`, 'dataActions'));

/** Whether a role administers clusters in any of the ways that their settings leave open, or can give one that does. */
export const administersClusters = (role: Role): boolean =>
  administersInside(role) ||
  [
    ...['write', 'listClusterAdminCredential/action', 'runCommand/action'].map((it) => `${clusters}/${it}`),
    'Microsoft.Authorization/roleAssignments/write',
  ].some((it) => allows(role, it));

/**
 * What a role allows to change, as it names it. Built-in roles carry rights on tickets, alert rules and deployments,
 * which change nothing by themselves; an `action` may as well read.
 */
export const changesIn = ({ permissions }: Role): readonly string[] =>
  (permissions ?? []).flatMap((it) =>
    (['actions', 'dataActions'] as const).flatMap((plane) =>
      (it[plane] ?? []).filter((one) => isChange(one) && !covers(it[exceptions[plane]], one)),
    ),
  );

const isChange = (operation: string): boolean => /(?:\/write|\/delete|\*)$/i.test(operation) && !aside.test(operation);

const aside = /^microsoft\.(?:support|insights\/alertrules|resources\/deployments)\/\*$/i;

const covers = (patterns: readonly string[] | undefined, operation: string): boolean =>
  (patterns ?? []).some((it) => fitsStars(operation.toLowerCase(), it.toLowerCase()));
