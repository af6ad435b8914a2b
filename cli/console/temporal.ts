import { Client, Connection } from '@temporalio/client';
import { loadClientConnectConfig } from '@temporalio/envconfig';
import { workflowUrl } from '../../model/names';
import { readDataConverter } from '../../workers/codec/read-codec';

export interface Temporal {
  readonly client: Client;
  readonly namespace: string;
  /** The web UI's page of a workflow. */
  readonly url: (workflowId: string) => string;
}

const UI_PORT = 8233;

/** Runs `work` with a client; address and credentials come from Temporal's usual variables or configuration file. */
export async function withTemporal<T>(work: (temporal: Temporal) => Promise<T>): Promise<T> {
  const { connectionOptions, namespace = 'default' } = loadClientConnectConfig();
  const dataConverter = await readDataConverter(process.env);
  const connection = await Connection.connect({ connectTimeout: '5s', ...connectionOptions });
  const host = (connectionOptions.address ?? 'localhost').replace(/:\d+$/, '');
  const ui = process.env['STACKLEAP_UI'] ?? `http://${host}:${UI_PORT}`;
  try {
    return await work({
      client: new Client({ connection, namespace, dataConverter }),
      namespace,
      url: (workflowId) => workflowUrl(ui, namespace, workflowId),
    });
  } finally {
    await connection.close();
  }
}
