import type { FindingView, MemberInView } from '../../views.ts';
import { accountWords } from '../words.ts';

/** Where something is, as people call it. */
export interface Places {
  /** The cluster, else the one resource unless the message names it, else the account; of a group that spans several clusters how many they are. */
  readonly place: string;
  /** The one resource in the cluster, unless the message names it already. */
  readonly resource?: string | undefined;
}

/** Where it is: a reader who sees nothing but the title knows what to look for. */
export function placesOf(view: FindingView): Places {
  const { cluster, target, spread, message } = view;
  const only = countOf(view) < 2 ? (openMembers(view)[0] ?? view.members[0])?.name : undefined;
  if (cluster === undefined) {
    if (spread && spread.clusters > 1) return { place: `${spread.clusters} clusters` };
    return { place: only === undefined || message.includes(only) ? accountWords(target) : only };
  }
  const within = only === undefined ? undefined : withoutCluster(only, cluster.name);
  const isSaid = within === undefined || within === '' || message.includes(within);
  return { place: cluster.name, resource: isSaid ? undefined : within };
}

/** How many resources the card speaks of now. */
export const countOf = ({ counts, state }: FindingView): number =>
  state === 'open' || state === 'announced' ? counts.open : counts.ever;

/** Members that count as open, the gravest first. */
export const openMembers = ({ members }: FindingView): readonly MemberInView[] =>
  members.filter(({ status }) => ['announced', 'open', 'snoozed', 'waived'].includes(status));

/** `payments-prod/pci` in payments-prod is `pci`. */
const withoutCluster = (name: string, cluster: string): string =>
  name === cluster || name.startsWith(`${cluster}/`) || name.startsWith(`${cluster} `)
    ? name.slice(cluster.length + 1)
    : name;
