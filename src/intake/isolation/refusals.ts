/** Why a file was not read to its end. */
import type { IntakeLimits } from '../formats/limits.ts';
import { refusal, type Refusal } from '../formats/refusal.ts';

export const outOfMemory = ({ memoryMb }: Pick<IntakeLimits, 'memoryMb'>): Refusal =>
  refusal(
    'unsafe_archive',
    `读取该文件所需内存超过上限（${memoryMb}MB）`,
    `Reading the file takes more memory than the limit (${memoryMb} MB)`,
  );

export const readerDied = (): Refusal =>
  refusal(
    'file_damaged',
    '读取时解析程序意外终止，文件可能已损坏',
    'The reader broke down over the file; it may be damaged',
  );
