import { html, type Markup } from './markup.ts';

type Cell = string | number | Markup;

/** A table with scopes: the first cell of a row names it. */
export const table = (heads: readonly string[], rows: readonly (readonly [Cell, ...Cell[]])[]): Markup =>
  html`<table><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead><tbody>${rows.map(row)}</tbody></table>
`;

const row = ([name, ...cells]: readonly [Cell, ...Cell[]]): Markup =>
  html`<tr><th scope="row">${name}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>
`;
