import pg from 'pg';

/** A connection to a server, the address that led there, and whether that is the database that was asked for. */
export type ServerConnection = { readonly connection: pg.Client; readonly address: string; readonly isDatabaseThere: boolean };

/** Connects to the database an address names, or to `postgres` while the server has none of that name (3D000). The caller ends the connection. */
export async function connectToServer(address: string): Promise<ServerConnection> {
  try {
    return { connection: await connect(address), address, isDatabaseThere: true };
  } catch (error) {
    if (!(error instanceof pg.DatabaseError) || error.code !== '3D000') throw error;
    const maintenance = new URL(address);
    maintenance.pathname = '/postgres';
    return { connection: await connect(maintenance.toString()), address: maintenance.toString(), isDatabaseThere: false };
  }
}

async function connect(address: string): Promise<pg.Client> {
  const connection = new pg.Client({ connectionString: address });
  await connection.connect();
  return connection;
}
