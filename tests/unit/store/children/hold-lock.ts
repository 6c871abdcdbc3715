/** Takes the lock of the folder given and keeps it until killed, or says why it could not. */
import { lockFolder } from '../../../../src/store/folder-lock.ts';

const [folder = '', startAt = '0'] = process.argv.slice(2);
// All contenders start at the same moment, as well as a machine can do that.
while (Date.now() < Number(startAt));
try {
  lockFolder(folder);
  process.stdout.write('held\n');
  setInterval(() => undefined, 60_000);
} catch (error) {
  const code = error instanceof Error && 'code' in error ? error.code : error;
  process.stdout.write(`refused ${String(code)}\n`);
}
