import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { debianMirror, readDebianMirror } from '../../../lab/layers/debian-mirror';
import { temporaryFolder } from '../../support/temporary-folder';

const MIRROR = 'http://mirror.example/debian';

describe('the Debian mirror', () => {
  it.each([
    ['one line', `deb ${MIRROR} bookworm main`],
    ['one line with options', `deb [arch=amd64 signed-by=/usr/share/keyrings/a.gpg] ${MIRROR}/ bookworm main`],
    ['after sources', `deb-src http://other.example/debian bookworm main\ndeb ${MIRROR} bookworm main`],
    ['after security', `deb http://mirror.example/debian-security bookworm-security main\ndeb ${MIRROR} bookworm main`],
    ['after a comment', `# deb http://old.example/debian bookworm main\ndeb ${MIRROR} bookworm main`],
    ['deb822', `Types: deb\n# http://old.example/debian\nURIs: ${MIRROR}\nSuites: bookworm\nComponents: main\n`],
    ['deb822 with several addresses', `Types: deb deb-src\nURIs: http://a.example/vendor ${MIRROR}\nSuites: bookworm`],
    ['deb822 on lines of their own', `Types: deb\nURIs:\n http://a.example/vendor\n ${MIRROR}\nSuites: bookworm`],
    ['deb822 with options first', `Enabled: yes\nTypes: deb\nURIs: ${MIRROR}/\nSuites: bookworm`],
    [
      'deb822 after a stanza that is switched off',
      `Enabled: no\nTypes: deb\nURIs: http://off.example/debian\nSuites: a\n\nTypes: deb\nURIs: ${MIRROR}\nSuites: bookworm`,
    ],
    [
      'deb822 after a stanza of sources',
      `Types: deb-src\nURIs: http://src.example/debian\nSuites: a\n\nTypes: deb\nURIs: ${MIRROR}\nSuites: bookworm`,
    ],
  ])('is found: %s', (_, sources) => {
    expect(debianMirror(sources)).toBe(MIRROR);
  });

  it.each([
    ['nothing', ''],
    ['another vendor', 'deb https://packages.example/apt stable main'],
    ['a medium', 'deb cdrom:[Debian]/debian bookworm main'],
    ['files', 'deb file:/srv/debian bookworm main'],
  ])('is not taken from %s', (_, sources) => {
    expect(debianMirror(sources)).toBeUndefined();
  });

  describe('of a machine', () => {
    const apt = temporaryFolder();
    const before = process.env['STACKLEAP_DEBIAN_MIRROR'];
    mkdirSync(join(apt, 'sources.list.d'));
    beforeEach(() => {
      delete process.env['STACKLEAP_DEBIAN_MIRROR'];
    });
    afterAll(() => {
      if (before !== undefined) process.env['STACKLEAP_DEBIAN_MIRROR'] = before;
    });

    it('asks for a setting when apt knows none', () => {
      expect(() => readDebianMirror(apt)).toThrow('set STACKLEAP_DEBIAN_MIRROR');
    });

    it('passes over files that apt passes over', () => {
      writeFileSync(join(apt, 'sources.list.d', 'a.list.disabled'), 'deb http://off.example/debian bookworm main\n');
      writeFileSync(join(apt, 'sources.list.d', 'b.sources'), `Types: deb\nURIs: ${MIRROR}\nSuites: bookworm\n`);
      expect(readDebianMirror(apt)).toBe(MIRROR);
    });

    it('is the one that is set', () => {
      process.env['STACKLEAP_DEBIAN_MIRROR'] = 'https://set.example/debian';
      expect(readDebianMirror(apt)).toBe('https://set.example/debian');
    });
  });
});
