import { allPorts } from '#lib/ports';
import { plural } from '#lib/text';
import { defineFact, protocols, type Way, type Ways } from '#model';
import { closes } from '../network-policy/effect.ts';
import { namespaceCover } from './facts.ts';
import { namespace } from './resource.ts';

/**
 * The way in from within the cluster to those running pods of a namespace that no network policy closes. What policies let in to
 * the others are ways of the policies.
 */
export const namespaceWays = defineFact({
  name: 'k8s.namespace-ways',
  of: namespace,
  uses: [namespaceCover],
  work(it, { fact }): Ways {
    const { pods, covered, unread } = fact(namespaceCover, it);
    const closed = covered.filter(({ policies }) => policies.some(({ ingress }) => closes(ingress)));
    const open = pods.length - closed.length;
    const way: Way = {
      to: `${plural(open, 'pod')} of ${it.name}`,
      protocols,
      ports: allPorts,
      from: ['any pod of the cluster'],
      internet: false,
      through: 'no network policy closes them',
      exposed: false,
    };
    return { ways: open > 0 ? [way] : [], unread: unread[0] };
  },
});
