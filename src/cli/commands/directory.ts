/** rectiflow directory: takes over who is who, and who holds which post, from JSON and CSV files. */
import { csvTemplate, type CsvKind } from '../../directory/csv-entries.ts';
import { readEntryFiles } from '../../directory/entry-files.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, say, type Exit } from '../output.ts';

export interface DirectoryOptions extends ConfigOption {
  /** Prints an empty table instead. */
  readonly template?: CsvKind;
}

export async function directory(
  files: readonly string[],
  options: DirectoryOptions,
): Promise<Exit> {
  const { template } = options;
  if ((template === undefined) === (files.length === 0)) {
    say('需要文件,或 --template / give files, or --template and no file');
    return exitCode.usage;
  }
  if (template !== undefined) {
    print(csvTemplate(template));
    return exitCode.done;
  }
  const config = configOf(options);
  const entries = await readEntryFiles(files);
  const { people, posts } = entries;
  await using rectiflow = await openFrom(config);
  try {
    await rectiflow.directory.put({ people, posts });
  } catch (error) {
    throw entries.located(error);
  }
  print(
    `已更新 ${people.length} 人、${posts.length} 个岗位 / ${people.length} people, ${posts.length} posts`,
  );
  return exitCode.done;
}
