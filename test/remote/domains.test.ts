import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../config/project-root';
import { temporaryFolder } from '../support/temporary-folder';

const PROGRAM = join(projectRoot(), 'remote', 'libvirt', 'domains.py');
/** Python 2.7 is on the lab's hosts; here it may be missing. */
const VERSIONS = ['python3', 'python2.7'].filter((name) => spawnSync(name, ['--version']).status === 0);

const XML = `<domain type='kvm' id='3'><name>instance-00000001</name><uuid>U1</uuid><currentMemory>1</currentMemory><devices>
<interface type='bridge'><mac address='fa:16:3e:00:00:01'/><source bridge='br-int'/><target dev='tap1'/></interface></devices></domain>`;

let folder: string;
beforeEach(() => (folder = temporaryFolder()));

/** A virsh that says what no real one can be made to say at will, by its last argument. */
function asked(python: string, virsh: string): { status: number | null; stdout: string; stderr: string } {
  writeFileSync(join(folder, 'virsh'), `#!/bin/sh\ncase "$4" in ${virsh} esac\n`);
  chmodSync(join(folder, 'virsh'), 0o755);
  const path = execFileSync(python, ['-c', 'import sys; print(sys.executable)']).toString().trim();
  return spawnSync(path, [PROGRAM], { env: { PATH: `${folder}:/usr/bin:/bin` }, encoding: 'utf8' });
}

describe.each(VERSIONS)('asked with %s', (python) => {
  it('tells guests as libvirt has them', () => {
    const virsh = `hostname) echo node1;; 'list --all --uuid') echo U1; echo;; echo*)
      echo 'stackleap-domain U1'; echo; echo running; echo; cat <<'X'\n${XML}\n\n${XML.replace('<currentMemory>1', '<currentMemory>2')}\nX\n;;`;
    const { status, stdout } = asked(python, virsh);
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      hostname: 'node1',
      domains: [
        {
          uuid: 'U1',
          name: 'instance-00000001',
          state: 'running',
          life: '',
          definition: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
          nics: [{ mac: 'fa:16:3e:00:00:01', tap: 'tap1', bridge: 'br-int' }],
        },
      ],
    });
  });

  it('says that there is no virsh', () => {
    // 127 is what `timeout` ends with then
    expect(asked(python, '*) exit 127;;')).toMatchObject({ status: 3, stderr: 'there is no virsh\n' });
  });

  it('says what libvirt answers that does not run', () => {
    expect(asked(python, `*) echo 'error: failed to connect' >&2; exit 1;;`)).toMatchObject({
      status: 4,
      stderr: 'error: failed to connect\n',
    });
  });

  it('does not keep a guest to itself that libvirt lists and does not tell of', () => {
    const virsh = `hostname) echo node1;; 'list --all --uuid') echo U1;; echo*) echo 'stackleap-domain U1';;`;
    expect(asked(python, virsh)).toMatchObject({ status: 4, stderr: expect.stringContaining('U1') as string });
  });
});
