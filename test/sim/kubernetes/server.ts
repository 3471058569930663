import { openJournal, type Callers, type SimControls, type SimOptions } from '../journal.ts';
import { type Dialect, startJsonServer } from '../json-server.ts';
import { createAuthority } from '../tls.ts';
import { apiDialect, type Written } from './dialect.ts';
import type { KubernetesEstate } from './estate.ts';
import { openStore } from './store.ts';

/**
 * How an endpoint tries to harm its caller: it sends every request elsewhere, or shows a certificate that the
 * cluster's authority did not sign or that names another host.
 */
export type Hostility = { readonly redirectTo: string } | 'foreign-authority' | 'other-host';

export interface KubernetesOptions extends SimOptions {
  readonly estate: KubernetesEstate;
  /** The bearer token that is let in. */
  readonly token?: string;
  /** Whom other tokens let in, and what each may do: without it nobody. */
  readonly callers?: Callers;
  readonly hostile?: Hostility;
}

export interface KubernetesSimulator extends SimControls {
  readonly url: string;
  /** The cluster's own certificate authority, PEM. */
  readonly ca: string;
  readonly token: string;
  /** What was asked to be written so far, tried writes included. */
  readonly written: readonly Written[];
  /** TCP connections accepted so far. */
  readonly connections: () => number;
  /** Lets every continue token that was given so far expire. */
  readonly expireContinueTokens: () => void;
  readonly close: () => Promise<void>;
}

/** Starts the API server of one cluster over https on the loopback address, with an authority of its own. */
export async function startKubernetes(options: KubernetesOptions): Promise<KubernetesSimulator> {
  const { estate, token = 'kubernetes-test-token', callers = () => undefined, hostile } = options;
  const journal = openJournal(options);
  const written: Written[] = [];
  const store = openStore(estate);
  const authority = createAuthority('kubernetes');
  const signer = hostile === 'foreign-authority' ? createAuthority('kubernetes') : authority;
  const hosts =
    hostile === 'other-host' ? ['kubernetes.example.com'] : ['localhost', '127.0.0.1', 'kubernetes.default.svc'];
  const dialect =
    typeof hostile === 'object'
      ? redirecting(hostile.redirectTo)
      : apiDialect(store, estate.gitVersion, { token, callers, written });
  const server = await startJsonServer({ dialect, journal, tls: signer.issue(hosts) });
  return {
    url: `https://127.0.0.1:${server.port}`,
    ca: authority.pem,
    token,
    written,
    calls: journal.calls,
    setFaults: journal.setFaults,
    trace: journal.trace,
    connections: server.connections,
    expireContinueTokens: () => {
      store.continuations.clear();
    },
    close: server.close,
  };
}

function redirecting(location: string): Dialect {
  const reply = { status: 302, headers: { location } };
  return { route: () => reply, refuse: () => reply };
}
