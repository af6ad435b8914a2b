import { createConnection, type Connection } from 'mysql2/promise';
import { fillLiberty, type FillOptions } from '../generator/fill';
import { CONTROLLER } from '../inventory';
import type { LabHost } from '../hosts/host';

/** MariaDB's user for the upgrade itself, with every privilege from anywhere. `password` is one of the lab's own (hexadecimal). */
export async function ensureDatabaseUser(controller: LabHost, password: string): Promise<void> {
  const statements = [
    `CREATE OR REPLACE USER 'stackleap'@'%' IDENTIFIED BY '${password}'`,
    "GRANT ALL PRIVILEGES ON *.* TO 'stackleap'@'%' WITH GRANT OPTION",
  ];
  await controller.run(`mysql <<'END'\n${statements.join(';\n')};\nEND`);
}

export function connectDatabase(password: string): Promise<Connection> {
  return createConnection({ host: CONTROLLER.address, user: 'stackleap', password });
}

/** Fills the Liberty side of the lab. */
export async function fillLab(password: string, options: FillOptions): Promise<void> {
  const connection = await connectDatabase(password);
  try {
    await fillLiberty(connection, options);
  } finally {
    await connection.end();
  }
}
