/** What is only for us: package managers of the host look elsewhere by themselves. */
export const REPOSITORIES_FOLDER = '/var/lib/stackleap/repositories';

/** Whether a name of a repository is a folder of rpms on the host instead. */
export function isFolder(name: string): boolean {
  return name.startsWith('/');
}

/** What package managers call a folder of rpms. */
export function folderId(folder: string): string {
  return `stackleap${folder.replaceAll(/[^A-Za-z0-9]+/g, '-')}`;
}

/** The ids of repositories and folders that stand in a list with commas. */
export function repositoryIds(list: string): readonly string[] {
  return list.split(',').map((name) => (isFolder(name) ? folderId(name) : name));
}
