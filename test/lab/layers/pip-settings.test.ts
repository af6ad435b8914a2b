import { pipSettings } from '../../../lab/layers/pip-settings';

const CONFIG = [
  '[global]',
  '# the company',
  'index-url = https://packages.example/simple',
  'extra_index_url =',
  '    https://one.example/simple',
  '    https://two.example/simple',
  'timeout: 60',
  'find-links = /opt/wheels',
  '[freeze]',
  'index-url = https://never.example/simple',
  '[install]',
  'user = true',
].join('\n');

describe("pip's settings", () => {
  it('come from pip.conf, but for what is about this machine alone', () => {
    expect(pipSettings({}, [CONFIG])).toEqual({
      PIP_INDEX_URL: 'https://packages.example/simple',
      PIP_EXTRA_INDEX_URL: 'https://one.example/simple https://two.example/simple',
      PIP_DEFAULT_TIMEOUT: '60',
    });
  });

  it('count more in a later file, most in the environment', () => {
    const user = '[global]\nindex-url = https://user.example/simple\n';
    expect(pipSettings({}, [CONFIG, user])['PIP_INDEX_URL']).toBe('https://user.example/simple');
    const env = { PIP_INDEX_URL: 'https://env.example/simple', PIP_FIND_LINKS: '/opt/wheels' };
    expect(pipSettings(env, [user])).toEqual({ PIP_INDEX_URL: 'https://env.example/simple' });
  });

  it('are none where nothing is set', () => {
    expect(pipSettings({}, [])).toEqual({});
  });
});
