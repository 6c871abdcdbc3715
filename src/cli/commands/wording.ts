/** rectiflow wording: what notices of findings say, changed, taken back, and looked at before. */
import { stringify } from 'yaml';
import type { NoticeText } from '../../channels/notice-text.ts';
import { noticeTextSchema } from '../../channels/wording-check.ts';
import { readDataFile } from '../../data-file.ts';
import type { Wording } from '../../wordings.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface WordingOptions extends ConfigOption {
  readonly json?: boolean;
}

export interface WordingChangeOptions extends WordingOptions {
  readonly by: string;
  readonly note?: string;
}

export async function listWordings(options: WordingOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const found = await rectiflow.wordings.list();
  if (options.json === true) printJson({ wordings: found });
  else {
    for (const wording of found) print(lineOf(wording));
    print(`共 ${found.length} 个模板 / templates`);
  }
  return exitCode.done;
}

/** As YAML: what it prints may be edited and given to `change`. */
export async function showWording(template: string, options: WordingOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  tell(await rectiflow.wordings.get(template), options);
  return exitCode.done;
}

export async function changeWording(
  template: string,
  file: string,
  options: WordingChangeOptions,
): Promise<Exit> {
  const text = await textIn(file);
  await using rectiflow = await openFrom(configOf(options));
  const by = { kind: 'person', id: options.by, unit: null } as const;
  tell(await rectiflow.wordings.change(template, text, by, options.note), options);
  return exitCode.done;
}

export async function withdrawWording(
  template: string,
  options: WordingChangeOptions,
): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const by = { kind: 'person', id: options.by, unit: null } as const;
  tell(await rectiflow.wordings.withdraw(template, by), options);
  return exitCode.done;
}

export async function previewWording(
  template: string,
  number: string,
  file: string | undefined,
  options: WordingOptions,
): Promise<Exit> {
  const text = file === undefined ? null : await textIn(file);
  await using rectiflow = await openFrom(configOf(options));
  const { id } = await findingByNumber(rectiflow, number);
  const mail = await rectiflow.wordings.preview(template, text, id);
  if (options.json === true) printJson(mail);
  else print(`${mail.subject}\n\n${mail.text}`);
  return exitCode.done;
}

function textIn(file: string): Promise<NoticeText> {
  return readDataFile(file, noticeTextSchema, 'wording_invalid');
}

function tell(wording: Wording, { json = false }: WordingOptions): void {
  if (json) printJson(wording);
  else print(`# ${lineOf(wording)}\n${stringify(wording.text, { lineWidth: 0 }).trimEnd()}`);
}

function lineOf({ template, change }: Wording): string {
  if (change === null) return `${template}  出厂文本 / as shipped`;
  const { version, withdrawn, at, by, note } = change;
  const what = withdrawn ? '已恢复出厂文本 / as shipped again' : '已更改 / changed';
  const who = 'id' in by ? by.id : by.kind;
  const why = note === null ? '' : `  ${note.replaceAll(/\s+/gu, ' ')}`;
  return `${template}  v${version} ${what}  ${at}  ${who}${why}`;
}
