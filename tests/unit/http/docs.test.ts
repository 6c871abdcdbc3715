import { readFileSync } from 'node:fs';
import { STATUS_CODES } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { errorTable } from '../../../src/errors.ts';
import { httpErrorCodes } from '../../../src/http/problem.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { documentOf } from './documented.ts';
import { openApp, post, type OpenApp } from './open-app.ts';

const page = readFileSync(new URL('../../../docs/http.md', import.meta.url), 'utf8');

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(Date.UTC(2024, 2, 1)) });
});
afterAll(() => open[Symbol.asyncDispose]());

/** The rows of the table under a heading, cell by cell. */
function tableUnder(heading: string): string[][] {
  const [section = ''] = page.split(`\n## ${heading}\n`)[1]?.split('\n## ') ?? [];
  return section
    .split('\n')
    .filter((line) => line.startsWith('| '))
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

const bare = (cell = ''): string => cell.replaceAll('`', '');

/** Method, address, headers and body of a curl command as it stands on the page. */
function curlOf(command: string, variables: Record<string, string>) {
  const words = [...command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|"([^"]*)"|(\S+)/gu)].map(
    ([, single, double, plain]) =>
      single ??
      (double ?? plain ?? '').replaceAll(
        /\$(\w+)/gu,
        (_match, name: string) => variables[name] ?? '',
      ),
  );
  const after = (flag: string): string[] =>
    words.flatMap((word, at) => (words[at - 1] === flag ? [word] : []));
  const headers = after('-H').map((line) => line.split(/: (.*)/su) as [string, string]);
  return { url: words[2] ?? '', headers: Object.fromEntries(headers), body: after('-d')[0] ?? '' };
}

describe('docs/http.md', () => {
  test('lists every code HTTP can answer with, under its status, and no other', () => {
    const rows = tableUnder('Errors').map(([code, status]) => [bare(code), Number(status)]);
    expect(rows).toEqual(httpErrorCodes.map((code) => [code, errorTable[code].status]));
  });

  test('lists every route', () => {
    const routes = Object.entries(documentOf(open.app).paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(
      tableUnder('Routes')
        .map(([route]) => bare(route))
        .toSorted(),
    ).toEqual(routes.toSorted());
  });

  test('shows requests that are answered as it says', async () => {
    const pairs = [...page.matchAll(/```sh\n(curl .*?)\n```\n\n```http\n(.*?)\n```/gsu)];
    expect(pairs).toHaveLength(4);
    const variables: Record<string, string> = { BASE: '' };
    const shownId = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
    for (const [, command = '', shown = ''] of pairs) {
      const { url, headers, body } = curlOf(command, variables);
      const answer = await post(open.app, url, body, headers);
      variables['ID'] ??= answer.json<{ id: string }>().id;
      const [head = '', shownBody = ''] = shown.replaceAll(shownId, variables['ID']).split('\n\n');
      const [statusLine, ...lines] = head.split('\n');
      const { statusCode } = answer;
      expect(statusLine).toBe(`HTTP/1.1 ${statusCode} ${STATUS_CODES[statusCode]}`);
      const shownHeaders = lines.map((line) => line.split(': ') as [string, string]);
      for (const [name, value] of shownHeaders) {
        expect(`${name}: ${String(answer.headers[name.toLowerCase()])}`).toBe(`${name}: ${value}`);
      }
      expect(answer.json()).toEqual(JSON.parse(shownBody));
    }
  });
});
