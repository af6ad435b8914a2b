import { enableOnly } from '../../../activities/hosts/repositories/repository-file';

test('several repositories are enabled and disabled at once; what is in both lists stays enabled, others are left alone', () => {
  const text = '# ours\n[base]\nenabled=1\n[liberty]\n[stein]\nenabled = 0\n[other]\nenabled=0\n';
  expect(enableOnly(text, { enable: ['base', 'stein'], disable: ['base', 'liberty'] })).toBe(
    '# ours\n[base]\nenabled=1\n[liberty]\nenabled=0\n[stein]\nenabled=1\n[other]\nenabled=0\n',
  );
});
