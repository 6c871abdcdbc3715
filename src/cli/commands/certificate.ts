/** rectiflow certificate NUMBER: the certificates of a finding's closures (销号证明). */
import type { Certificate } from '../../store/certificates.ts';
import { findingByNumber } from '../finding-by-number.ts';
import { configOf, openFrom, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export interface CertificateOptions extends ConfigOption {
  readonly json?: boolean;
}

export async function certificate(number: string, options: CertificateOptions): Promise<Exit> {
  await using rectiflow = await openFrom(configOf(options));
  const { id } = await findingByNumber(rectiflow, number);
  const items = (await rectiflow.certificates(id)) ?? [];
  if (options.json === true) printJson({ finding: number, certificates: items });
  else if (items.length === 0) print(`${number}  未曾整改销号 / never closed as rectified`);
  else for (const line of items.flatMap(certificateLines)) print(line);
  return exitCode.done;
}

function certificateLines(item: Certificate): readonly string[] {
  const { finding, closedBy, closedAt, event } = item;
  const who = 'id' in closedBy ? closedBy.id : closedBy.kind;
  return [
    `${item.number}  ${finding.number} ${finding.title}`,
    `  ${closedAt}  ${who}  ${item.holds ? '有效 / holds' : '未保持 / did not hold'}`,
    `  第 ${event.seq} 个事件 / event ${event.seq}  sha256 ${event.hash}`,
  ];
}
