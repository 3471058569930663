import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import type { Member, Shape } from '../aws/wire/shape.ts';

/** Reads the payload of a request by its schema: what is in it and in no schema is left out, as S3 does. */
export function readXml(body: Buffer, shape: Shape): unknown {
  return valueIn(create(body.toString()).root(), shape);
}

function valueIn(element: XMLBuilder, shape: Shape): unknown {
  if (shape.kind === 'boolean') return element.node.textContent === 'true';
  if (shape.kind !== 'structure') return element.node.textContent;
  const children = element.filter((it) => it.node.nodeName !== '#text', true, false);
  return Object.fromEntries(
    shape.members.flatMap((member) => {
      const own = children.filter(({ node }) => node.nodeName === nameOf(member));
      const inner = member.shape();
      if (inner.kind === 'list') return [[member.name, own.map((it) => valueIn(it, inner.member.shape()))]];
      return own.slice(0, 1).map((it) => [member.name, valueIn(it, inner)]);
    }),
  );
}

/** Lists of requests are flat in S3: each of their items has the name of the list. */
const nameOf = ({ name, traits }: Member): string => {
  const { xmlName } = traits;
  return typeof xmlName === 'string' ? xmlName : name;
};
