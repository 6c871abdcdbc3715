/** What a module loads before it does anything: what it imports, and what that imports, but nothing imported later. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Types are gone when it runs. What is imported later stands behind a bracket. */
const statement = /^(?:import|export)\s(?!type\b)(?:[^'";]*?\sfrom\s)?'(?<from>[^']+)'/gmu;

export interface Loaded {
  /** Modules of ours, from the root of the project. */
  readonly modules: ReadonlySet<string>;
  readonly packages: ReadonlySet<string>;
}

/** `entry`: from the root of the project. */
export function loadedBy(entry: string): Loaded {
  const modules = new Set<string>();
  const packages = new Set<string>();
  const visit = (module: string): void => {
    if (modules.has(module)) return;
    modules.add(module);
    for (const from of importedBy(module)) {
      if (from.startsWith('.')) visit(relative(root, join(root, dirname(module), from)));
      else if (!from.startsWith('node:')) packages.add(from);
    }
  };
  visit(entry);
  return { modules, packages };
}

function importedBy(module: string): readonly string[] {
  const source = readFileSync(join(root, module), 'utf8');
  return [...source.matchAll(statement)].flatMap(({ groups }) => groups?.['from'] ?? []);
}
