import { pluralize } from '../model/pluralize';
import type { FileGroup, FileReport, FilesReport } from '../model/report/file-group';
import { describeFile, othersThan, tellHosts } from './changed-files';
import { html, type Html } from './page/html';

/** What changed in configuration files, those hosts together on which the same did; nothing where none was written. */
export function filesSection(files: FilesReport | undefined): Html {
  if (files === undefined) return html``;
  const others = othersThan(files);
  return html`<h2>Configuration files, by hosts on which the same changed</h2>
    ${files.groups.map(groupOf)} ${others === '' ? html`` : html`<p>${others}</p>`}`;
}

function groupOf(group: FileGroup): Html {
  const { hosts, files, moreFiles } = group;
  return html`<p><b>${pluralize(hosts, 'host')}</b>: ${tellHosts(group)}</p>
    ${files.map(fileOf)} ${moreFiles > 0 ? html`<p>And ${pluralize(moreFiles, 'more file')}.</p>` : html``}`;
}

function fileOf(file: FileReport): Html {
  const { path, lines, more } = file;
  const heading = html`${path}: ${describeFile(file)}`;
  if (lines.length === 0) return html`<p>${heading}</p>`;
  const text = [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  return html`<details>
    <summary>${heading}</summary>
    <pre>${text}</pre>
  </details>`;
}
