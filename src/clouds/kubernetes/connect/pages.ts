import { isListOfObjects, textAt, type Json } from '../../json.ts';
import { followPages, MalformedAnswer } from '../../pages.ts';
import type { Client } from './client.ts';
import { KubernetesRefusal } from './failure.ts';

/** What the API server gives at most in one page without strain. */
const pageSize = '500';

/** Which objects to list, and the entries of their `data` that are kept. */
interface Listing {
  readonly api: string;
  readonly path: string;
  readonly data: readonly string[] | undefined;
}

/**
 * All objects of a listing. A continue token that has expired (410) means that the pages would not be of one moment:
 * the listing is made again, whole. Where it fails otherwise, `add` was given what came before.
 * Source: https://kubernetes.io/docs/reference/using-api/api-concepts/#retrieving-large-results-sets-in-chunks
 */
export async function listAll(client: Client, { api, path, data }: Listing, add: (item: Json) => void): Promise<void> {
  let items: Json[] = [];
  const follow = (limit: Readonly<Record<string, string>>) =>
    followPages(
      async (token) => {
        const query = { ...limit, ...(token !== undefined && { continue: token }) };
        const page = await client.get(api, path, { query, data });
        if (!isListOfObjects(page['items'])) throw new MalformedAnswer('The items of the answer are no list.');
        return { items: page['items'], next: textAt(page, 'metadata', 'continue') };
      },
      (item) => items.push(item),
    );
  try {
    await follow({ limit: pageSize }).catch((error: unknown) => {
      if (!(error instanceof KubernetesRefusal && error.status === 410)) throw error;
      items = [];
      return follow({});
    });
  } finally {
    for (const item of items) add(item);
  }
}
