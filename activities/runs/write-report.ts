import { samplesFact } from '../probes/store-samples';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../../model/json';
import type { FilesReport } from '../../model/report/file-group';
import type { PackagesReport } from '../../model/report/package-group';
import type { RunRef, StoredFile } from '../../model/run';
import type { UpgradeResult } from '../../model/upgrade';
import { sha256 } from '../../alignment/sha256';
import type { Dependencies } from '../dependencies';
import { FILE_FACTS, readFiles } from './groups/read-files';
import { HOST_FACTS, readPackages } from './read-packages';

/** What a report is made from: how the run ended, and the facts that its steps have left in the ledger, by name. */
export interface ReportFacts {
  readonly summary: Omit<UpgradeResult, 'report'>;
  /** Why it did not get through; null when it did. */
  readonly error: string | null;
  readonly facts: Readonly<Record<string, JsonObject>>;
  readonly packages: PackagesReport;
  readonly files: FilesReport;
}

type Needs = Pick<Dependencies, 'readDefinition' | 'ledger' | 'store'>;

const NOTHING: Pick<ReportFacts, 'facts' | 'packages' | 'files'> = {
  facts: {},
  packages: { hosts: 0, groups: [], others: 0, pages: [] },
  files: { hosts: 0, groups: [], others: 0 },
};

/** Makes `report.json` and `report.html`; pure. */
export type MakeReport = (facts: ReportFacts) => { readonly json: string; readonly html: string };

/** Writes a run's report into `<runs>/<run>/` and lets `<runs>/latest` point to it. */
export function createWriteReport(deps: Needs, makeReport: MakeReport, runsFolder: string) {
  return async (input: {
    run: RunRef;
    summary: ReportFacts['summary'];
    /** False while nothing was written: then the ledger is not even opened. */
    wrote: boolean;
    error: string | null;
  }): Promise<StoredFile> => {
    const { run, summary, wrote, error } = input;
    const { facts, packages, files } = wrote ? await readAll(deps, run) : NOTHING;
    const { json, html } = makeReport({ summary, error, facts, packages, files });
    const folder = resolve(runsFolder, run.id);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'report.html'), html);
    await writeFile(join(folder, 'report.json'), json);
    await linkSamples(folder, run, samplesFact.from(facts));
    await pointLatest(runsFolder, run.id);
    return { datacenter: run.datacenter, path: join(folder, 'report.json'), sha256: sha256(json) };
  };
}

async function readAll(deps: Needs, { cluster }: RunRef): Promise<typeof NOTHING> {
  const ledger = await deps.ledger(await deps.readDefinition(cluster));
  const others = await ledger.readFacts(cluster, '', { except: [HOST_FACTS, FILE_FACTS] });
  const { listed, packages } = await readPackages(ledger, deps.store, cluster);
  return { facts: { ...others, ...listed }, packages, files: await readFiles(ledger, cluster) };
}

/** The probes' logs lie in the store under their digests: in the run's folder they have names. */
async function linkSamples(folder: string, run: RunRef, samples: ReturnType<typeof samplesFact.from>): Promise<void> {
  if (samples?.run !== run.id) return;
  for (const { machine, path } of samples.files) {
    // they stay with the worker that has fetched them, which may be another one
    if (!existsSync(path)) continue;
    const name = join(folder, `samples-${machine}.tar.gz`);
    await rm(name, { force: true });
    await symlink(path, name);
  }
}

async function pointLatest(runsFolder: string, run: string): Promise<void> {
  const fresh = join(runsFolder, `.latest-${run}`);
  await rm(fresh, { force: true });
  await symlink(run, fresh);
  await rename(fresh, join(runsFolder, 'latest'));
}
