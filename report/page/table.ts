import { html, type Html } from './html';

export type Cell = string | number | Html;

/** A table with its heading; without rows it says so. */
export function table(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): Html {
  if (rows.length === 0)
    return html`<h2>${caption}</h2>
      <p>Nothing.</p>`;
  return html`<h2>${caption}</h2>
    <table aria-label="${caption}">
      <thead>
        <tr>
          ${head.map((cell) => html`<th scope="col">${cell}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell, i) => (i === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`))}
            </tr>`,
        )}
      </tbody>
    </table>`;
}
