import { deploymentOptions } from '../../workers/deployment';

test('a worker belongs to no deployment unless it is told, and then its runs are pinned', () => {
  expect(deploymentOptions({})).toBeUndefined();
  expect(deploymentOptions({ STACKLEAP_DEPLOYMENT: 'stackleap', STACKLEAP_BUILD: '1.2.3' })).toEqual({
    version: { deploymentName: 'stackleap', buildId: '1.2.3' },
    useWorkerVersioning: true,
    defaultVersioningBehavior: 'PINNED',
  });
});

test.each([
  [{ STACKLEAP_DEPLOYMENT: 'stackleap' }, 'STACKLEAP_BUILD is not set'],
  [{ STACKLEAP_BUILD: '1' }, 'STACKLEAP_DEPLOYMENT is not set'],
  [{ STACKLEAP_DEPLOYMENT: 'a.b', STACKLEAP_BUILD: '1' }, 'has a dot'],
  [{ STACKLEAP_DEPLOYMENT: 'a', STACKLEAP_BUILD: '1 2' }, 'has a space'],
])('%j is refused', (env, message) => expect(() => deploymentOptions(env)).toThrow(message));
