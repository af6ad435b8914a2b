import type { HostFiles } from '../read/host-files';

/** What will be others of the files of hosts, for people. */
export function printHostFiles({ hosts, unread }: HostFiles): string {
  return [
    '',
    'files of hypervisors, - as they are and + as they will be',
    ...hosts.flatMap(({ host, files }) => [
      `  ${host}${files.length === 0 ? ': as they will be' : ''}`,
      ...files.flatMap(({ path, there, lines }) => [
        `    ${path}${there ? '' : ' (new)'}${there && lines.length === 0 ? ': comments or order alone' : ''}`,
        ...lines.map((line) => `      ${line}`),
      ]),
    ]),
    ...unread.map((one) => `  not compared: ${one}`),
  ].join('\n');
}
