import { packagesIn } from '../../../connectors/package-managers/package';
import { differenceOf, wayBackScript } from '../../../connectors/package-managers/way-back';

test('a way back names every package by its version, and leaves what is the same and imported keys alone', () => {
  const before = packagesIn(['python-nova-1:12.0.6-1.noarch', 'puppet-0:3.8.7-1.noarch', 'zlib-1-1.x86_64']);
  const now = packagesIn([
    'gpg-pubkey-764429e6-53396f2f.(none)',
    'puppet-5.5.20-1.noarch',
    'python2-nova-1:19.3.2-1.noarch',
    'zlib-0:1-1.x86_64',
  ]);
  expect(wayBackScript(differenceOf(now, before)).split('\n')).toEqual([
    'remove python2-nova-1:19.3.2-1.noarch',
    'install python-nova-1:12.0.6-1.noarch',
    'downgrade puppet-3.8.7-1.noarch',
    'ts run',
    '',
  ]);
});
