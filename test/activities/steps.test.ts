import { z } from 'zod';
import { undosOf } from '../../activities/steps/activities-of';
import { defineStep, type Once } from '../../activities/define/step';
import { defineUndo } from '../../activities/define/undo';
import type { Dependencies } from '../../activities/dependencies';
import { STEPS } from '../../activities/steps/list';

const DEPS = {} as Dependencies;

/** What becomes of a step that was done before; null for reads, of which the ledger hears nothing. */
const ONCE: Readonly<Record<string, Once | null>> = {
  ensureServicesStopped: 'done',
  ensureTenantApisOpen: 'done',
  readDatabaseBlockers: null,
  verifyNothingInFlight: 'never',
  ensureStagingDatabase: 'done',
  ensureRowsStaged: 'done',
  ensureRowsImported: 'done',
  verifyRows: 'never',
  verifyAssertions: 'never',
  ensureStagingDropped: 'done',
  readHostBlockers: null,
  ensureHostPrepared: 'never',
  ensureManagersHeld: 'done',
  ensureRepositories: 'done',
  ensurePackagesFetched: 'done',
  ensureLibvirtNoted: 'done',
  ensureUnitsHeld: 'done',
  ensurePackagesSwapped: 'done',
  ensureModuleSwapped: 'done',
  ensureConfiguration: 'done',
  verifyModule: 'never',
  ensureLibvirtRestarted: 'done',
  ensureComputeHarmless: 'done',
  ensureComputeStarted: 'done',
  ensureComputeReleased: 'done',
  readGuestBlockers: null,
  ensureGuestsKnown: 'never',
  verifyGuestsUntouched: 'never',
  readRolloutBlockers: null,
  verifyHostReady: 'never',
  ensureFlowsSeeded: 'done',
  ensureBridgesChanged: 'done',
  ensureAgentStarted: 'never',
  verifyVmsAnswer: 'never',
  verifySeedsGone: 'never',
  verifySwitchUntouched: 'never',
  ensureUnitsReleased: 'done',
  readProbeBlockers: null,
  ensureProbesStarted: 'never',
  ensureHostProbed: 'never',
  ensureHostProbesEnded: 'never',
  ensureProbesMeasured: 'never',
  ensureProbesStopped: 'never',
  readNetworkBlockers: null,
  verifyIdsTaken: 'proven',
  ensureAgentRows: 'never',
  ensureTunnelEndpoints: 'never',
  ensureQuotasLifted: 'never',
  ensureQuotas: 'never',
  ensureGoneRemoved: 'never',
  ensureSecurityGroups: 'never',
  ensureNetworks: 'never',
  ensureSharing: 'never',
  ensureSubnets: 'never',
  readPlugs: null,
  ensurePorts: 'never',
  ensureRouters: 'never',
  ensureFloatingIps: 'never',
  verifyNetwork: 'proven',
  verifyInfoCaches: 'proven',
  ensureInfoCachesFilled: 'done',
  ensureInfoCachesFit: 'done',
  ensureExtensionRemoved: 'done',
  readServiceBlockers: null,
  ensureDhcpHandedOver: 'done',
  ensureAgentsReplaced: 'done',
  readControllerBlockers: null,
  ensureServicesRestarted: 'done',
  verifyCells: 'never',
  ensureHostsClaimed: 'done',
  ensureHostsDiscovered: 'done',
  ensureAllocationsHealed: 'done',
  verifyServers: 'never',
  verifyPorts: 'never',
  verifyVolumes: 'never',
  verifyImages: 'never',
  verifyExplicitIdsRefused: 'never',
  verifyCanaries: 'never',
  ensureVmsLocked: 'done',
  ensureVmsUnlocked: 'done',
  ensureComputeDisabled: 'done',
  ensureComputeEnabled: 'done',
  ensureHostsEnabled: 'done',
};

test('every step stands under its own name, and is repeated as its effect wants it', () => {
  for (const [key, { name }] of Object.entries(STEPS)) expect(key).toBe(name);
  const found = Object.values(STEPS).map(({ name, once }) => [name, once] as const);
  expect(Object.fromEntries(found)).toEqual(ONCE);
});

function takeOut() {
  return defineUndo({ kind: 'takeOut', detail: z.object({}), undo: async () => 'Taken out.' });
}

test('two steps may share an undo, but not the name of one', () => {
  const step = <Name extends `ensure${string}`>(name: Name, undo: ReturnType<typeof takeOut>) =>
    defineStep({ name, once: 'done', undo, run: async () => ({ changed: false, summary: '' }) });
  const shared = takeOut();
  const ensureThis = step('ensureThis', shared);
  expect(Object.keys(undosOf({ ensureThis, ensureThat: step('ensureThat', shared) }, DEPS))).toEqual(['takeOut']);
  expect(() => undosOf({ ensureThis, ensureThat: step('ensureThat', takeOut()) }, DEPS)).toThrow('ensureThat: another');
});
