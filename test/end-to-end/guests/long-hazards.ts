import { useStoppedHost, whileItsRowSaysStopped } from './stopped-host';

/** What takes several starts of nova-compute, beside `hazardTests`. */
export function longHazardTests(): void {
  const host = useStoppedHost();

  describe('a row that says stopped while its guest runs', () => {
    whileItsRowSaysStopped(host);

    test('takes over what the hypervisor says, and its guest lives on through both starts of nova-compute', async () => {
      const { real, guest } = host;
      real.choose({ adoptStates: true });
      await real.step('ensureGuestsKnown', 'guests');
      await real.step('ensureComputeHarmless');
      await real.step('ensureComputeStarted');
      await expect(real.step('ensureComputeReleased', 'own')).resolves.toMatchObject({ changed: true });
      await real.happen(guest);
      await real.reports(2);
      await expect(real.step('verifyGuestsUntouched')).resolves.toBeDefined();
      await real.undo();
    });
  });
}
