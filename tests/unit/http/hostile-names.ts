/** What somebody may send as the name of a file, or as its hash, to get somewhere he should not. */

const climbing = ['../', '..\\', './../', '.../...//', '....//', '..;/', '../../', '/./', './'];
const broken = ['..\0/', '..\r\n/', '..\u2028/', '\u202e/..', '..\ufeff/'];
const encoded = ['..%2f', '%2e%2e%2f', '%2e%2e/', '..%5c', '%252e%252e%252f', '..%c0%af'];
const rooted = ['~/', '~root/', '/', '\\', '//', '\\\\', 'C:', 'C:\\', 'file:///', '\\\\?\\'];
const ways = [...climbing, ...broken, ...encoded, ...rooted];
const targets = ['etc/passwd', 'windows\\win.ini', 'incoming/x.part', '报告.pdf'];

const headers = ['x"; filename="evil.exe', 'x\r\nSet-Cookie: a=b', 'x\nContent-Type: text/html'];
const parts = [
  '\0',
  '\u0085',
  '\u001b[2J',
  '\u007f',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u061c',
  '\u2028',
  '\u2029',
  '\ufdd0',
  '\uffff',
  '::$DATA',
  '%0d%0aSet-Cookie',
  '%00',
  '<',
  '>',
  '|',
  '?',
  '*',
  '"',
];
const invisible = parts.map((part) => `报告${part}.pdf`);
const bare = ['', '.', '..', '...', ' ', ' x', 'x ', 'x.', '.bashrc', '.ssh', '长'.repeat(256)];
const devices = ['CON', 'con.pdf', 'NUL', 'nul .txt', 'COM1', 'lpt9.pdf', 'AUX.x', 'prn'];

/** None of them is the name of a file: they climb, break lines, turn around, or mean a device. */
export const hostileNames: readonly string[] = [
  ...ways.flatMap((way) => targets.map((target) => `${way}${target}`)),
  ...ways.map((way) => `报告${way}x`),
  ...headers,
  ...invisible,
  ...bare,
  ...devices,
];
