import { z } from 'zod';
import { accountIn } from '#clouds/azure/aks/cluster/inside-facts';
import { deleteCredential, narrowed, putCredential } from '#clouds/azure/identity/federated-credentials/actions';
import { federatedTrusts, tokenExchange } from '#clouds/azure/identity/federated-credentials/facts';
import { federatedCredentials } from '#clouds/azure/identity/federated-credentials/resource';
import { serviceAccount } from '#clouds/kubernetes/service-account/resource';
import { nameList } from '#lib/params';
import { defineRule, fail, isUnread, notApplicable, pass } from '#rule';

export default defineRule({
  id: 'aks-federated-credential-wildcard',
  on: federatedCredentials,
  uses: [federatedTrusts, serviceAccount],
  title: 'A managed identity trusts clusters that are known, and in each a service account that is there',
  severity: 'high',
  grades: ['medium', 'low'],
  control: 'workload-identity-scoped',
  why: 'Whoever can get a token that a federated credential takes acts in Azure with all roles of the identity.',
  fix: 'Delete credentials of clusters that are gone; let the others name one service account, in a namespace of its own.',
  references: ['https://learn.microsoft.com/azure/aks/workload-identity-overview'],
  params: z.object({ trustedIssuers: nameList() }),

  evaluate(it, { fact, find, params: { trustedIssuers } }) {
    const trusts = fact(federatedTrusts, it);
    if (trusts.length === 0) return notApplicable('the identity has no federated credential');
    const found = trusts.flatMap((trust) => {
      if (isUnread(trust)) return trust;
      const { name: key, at, issuer, subject, audiences, account, cluster, isOfAks, isUsual } = trust;
      const isNamed = trustedIssuers.includes(issuer);
      if (!isOfAks && (isNamed || trustedIssuers.length === 0)) return [];
      if (isUnread(cluster)) return cluster;
      const of = cluster === 'absent' ? undefined : cluster;
      const why = isOfAks ? 'the issuer of no AKS cluster that is read' : 'which policy does not name';
      const strange = { at: `${at}.issuer`, actual: issuer };
      if (!of && !isNamed) return fail(`The credential ${key} trusts ${issuer}, ${why}.`, strange, { key });
      const seen = { at: `${at}.subject`, actual: subject };
      const loose = (what: string) => fail(`The credential ${key} lets in ${subject}, ${what}.`, seen, { key, grade });
      if (!account) return loose('which is no service account');
      if (account.namespace === 'default') return loose('of the namespace that everything falls into');
      const inside = of && find(serviceAccount, accountIn(of.id, account));
      if (isUnread(inside)) return inside;
      if (inside === 'absent') return loose(`which is not in ${of?.name}: whoever makes it there is let in`);
      const message = `The credential ${key} takes tokens for ${audiences.join(', ') || 'any audience'}.`;
      const others = { at: `${at}.audiences`, actual: audiences, expected: [tokenExchange] };
      return isUsual ? [] : fail(message, others, { key, grade: 'low' });
    });
    return found.length > 0 ? found : pass();
  },

  remediation: {
    impact: 'disruptive',
    reversible: true,
    actions: [deleteCredential, putCredential],
    plan: (it, _, { key, evidence }) => narrowed(it, key, evidence),
  },
});

const grade = 'medium' as const;
