import { folderId, isFolder, REPOSITORIES_FOLDER } from '../../../connectors/package-managers/repository-ids';
import type { ClusterDefinition } from '../../../model/cluster';
import type { RemoteMachine } from '../../../model/remote-command';
import { failure } from '../../toolbox/failure';
import { readRepositoryFiles } from './repository-files';

/** Only files that are no more named go: one that a package manager reads now stays. */
const KEEP = `mkdir -p -m 700 -- "$1" && cd -- "$1" || exit
for file in *.repo; do
  case " $2 " in *" $file "*) ;; *) rm -f -- "$file" ;; esac
done`;

/**
 * Prints where the lists of a folder's packages lie. They are made again when the rpms are others, beside the folder: that is the
 * operator's. createrepo leaves out in silence what was not copied whole.
 */
const LISTS = `folder=$1 lists=$2
[ -d "$folder" ] || { echo "there is no folder $folder: copy the packages there" >&2; exit 1; }
[ -e "$folder/repodata/repomd.xml" ] && { echo "$folder"; exit 0; }
state=$(cd "$folder" && find . -name '*.rpm' -printf '%P %s %T@\\n' | sort)
[ -n "$state" ] || { echo "there is no rpm in $folder: copy the packages there" >&2; exit 1; }
[ "$state" = "$(cat "$lists/state" 2>/dev/null)" ] && [ -e "$lists/repodata/repomd.xml" ] && { echo "$lists"; exit 0; }
create=$(command -v createrepo_c || command -v createrepo) || {
  echo "$folder has no repodata, and there is no createrepo here: run createrepo in it, on any machine that has it" >&2
  exit 1
}
broken=$(cd "$folder" && find . -name '*.rpm' -exec sh -c \
  'for file; do rpm -K --nosignature "$file" >/dev/null 2>&1 || printf "%s " "\${file#./}"; done' sh {} +)
[ -z "$broken" ] || { echo "in $folder these are not whole, copy them there again: \${broken% }" >&2; exit 1; }
rm -rf -- "$lists.new" && mkdir -p -- "$lists.new" || exit
said=$("$create" -q -u "file://$folder" -o "$lists.new" "$folder" 2>&1) || {
  echo "$create fails on $folder ($said): repair that, or run it there on any machine that can" >&2
  exit 1
}
printf '%s\\n' "$state" >"$lists.new/state"
rm -rf -- "$lists" && mv -T -- "$lists.new" "$lists" && echo "$lists"`;

/** What lists of repositories name instead of an id. */
function foldersIn(...lists: readonly string[]): readonly string[] {
  return [...new Set(lists.join().split(','))].filter(isFolder);
}

/**
 * Lays down on a host, for our own calls of the package manager alone, the `.repo` files of the cluster and one for each folder of rpms.
 * `recorded` is a list that an undo has kept: the definition may name others since. Fails with HostNotReady or InvalidDefinition, naming
 * what is missing.
 */
export async function deliverRepositories(
  machine: RemoteMachine,
  definition: ClusterDefinition,
  recorded = '',
): Promise<void> {
  const { from, to } = definition.packages.repositories;
  const files = await readRepositoryFiles(definition);
  const folders = foldersIn(to, from, recorded);
  const names = [...files.map(({ name }) => name), ...folders.map((folder) => `${folderId(folder)}.repo`)];
  if (names.length === 0 && !(await isThere(machine))) return;
  await machine.run(['sh', '-c', KEEP, 'sh', REPOSITORIES_FOLDER, names.join(' ')]);
  for (const { name, text } of files) await machine.writeFile(`${REPOSITORIES_FOLDER}/${name}`, text, '0600');
  const wrong: string[] = [];
  for (const folder of folders) {
    const id = folderId(folder);
    const lists = `${REPOSITORIES_FOLDER}/${id}`;
    const { exitCode, stdout, stderr } = await machine.run(['sh', '-c', LISTS, 'sh', folder, lists], {
      accept: 'any',
      quietMs: 600_000,
    });
    if (exitCode !== 0) wrong.push(stderr.trim().slice(-500));
    else
      await machine.writeFile(`${REPOSITORIES_FOLDER}/${id}.repo`, repositoryText(id, folder, stdout.trim()), '0600');
  }
  if (wrong.length > 0) throw failure('HostNotReady', `${machine.name}: ${wrong.join('; ')}.`);
}

function repositoryText(id: string, folder: string, lists: string): string {
  return `[${id}]\nname=Packages in ${folder}\nbaseurl=file://${lists}\nenabled=0\ngpgcheck=0\n`;
}

async function isThere(machine: RemoteMachine): Promise<boolean> {
  return (await machine.run(['test', '-d', REPOSITORIES_FOLDER], { accept: 'any' })).exitCode === 0;
}
