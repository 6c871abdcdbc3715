/** Finds the server programs this machine has. */
import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A service that cannot be had here, and why. */
export class ServiceMissing extends Error {
  override readonly name = 'ServiceMissing';
}

const debianPostgres = '/usr/lib/postgresql';

/** The folders of PATH and of the system, then those where Debian keeps PostgreSQL, newest first. */
function searchedFolders(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...path, '/usr/sbin', '/sbin', ...debianFolders()];
}

function debianFolders(): string[] {
  try {
    return readdirSync(debianPostgres)
      .toSorted((a, b) => Number(b) - Number(a))
      .map((version) => join(debianPostgres, version, 'bin'));
  } catch {
    return [];
  }
}

/** Throws ServiceMissing where no folder has the program. */
export function findProgram(name: string): string {
  for (const folder of searchedFolders()) {
    const program = join(folder, name);
    try {
      accessSync(program, constants.X_OK);
      return program;
    } catch {
      // Not in this folder.
    }
  }
  throw new ServiceMissing(`${name} was not found on PATH`);
}
