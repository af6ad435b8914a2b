interface Machine {
  readonly osRelease: string;
  readonly uid: number;
  readonly node: string;
  readonly platform: string;
}
// plain JavaScript: it runs before any npm package is there
const { unfit } = jest.requireActual<{ unfit: (this: void, machine: Machine) => string | undefined }>(
  '../../../scripts/set-up',
);

const DEBIAN: Machine = {
  osRelease: 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\n',
  uid: 0,
  node: '20.3.0',
  platform: 'linux',
};

describe('the machine', () => {
  it.each([
    ['Debian', {}],
    ['Ubuntu', { osRelease: 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\n' }],
    ['one derived from them', { osRelease: 'ID=linuxmint\nID_LIKE="ubuntu debian"\n' }],
    ['a newer Node', { node: '24.11.1' }],
  ])('may be %s', (_, other) => {
    expect(unfit({ ...DEBIAN, ...other })).toBeUndefined();
  });

  it.each([
    ['Fedora', { osRelease: 'ID=fedora\n' }, 'needs Debian or Ubuntu'],
    ['macOS', { platform: 'darwin', osRelease: '' }, 'needs Debian or Ubuntu'],
    ['a user that is not root', { uid: 1000 }, 'needs root'],
  ])('is refused in one line that shows another way: %s', (_, other, reason) => {
    const message = unfit({ ...DEBIAN, ...other });
    expect(message).toContain(reason);
    expect(message).toContain('docker-compose.yml');
    expect(message?.split('\n')).toHaveLength(1);
  });

  it.each(['18.20.4', '20.2.0'])('needs a newer Node than %s', (node) => {
    expect(unfit({ ...DEBIAN, node })).toContain('20.3 or newer');
  });
});
