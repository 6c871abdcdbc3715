import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../src/intake/formats/docx.ts';
import { docxFile, docxParts, paragraph } from '../../../../support/docx-file.ts';
import { zipFile } from '../../../../support/zip-file.ts';
import { linesIn, refusalOf } from '../reading.ts';

const parts = docxParts({ body: paragraph('门锁坏了') });
const replaced = (name: string, content: string | Buffer) =>
  zipFile(parts.map((part) => (part.name === name ? { name, content } : part)));

describe('the parts of a Word document', () => {
  test('are found by their relationships, wherever they are', async () => {
    const relations =
      '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="/word/../word/document2.xml"/></Relationships>';
    const moved = parts.map(({ name, content }) => {
      if (name === '_rels/.rels') return { name, content: relations };
      return { name: name === 'word/document.xml' ? 'word/document2.xml' : name, content };
    });
    expect(await linesIn(readDocx, zipFile(moved))).toEqual(['门锁坏了']);
  });

  test('are not looked for outside the archive', async () => {
    const relations =
      '<Relationships><Relationship Id="a" Type="x/officeDocument" Target="file:///etc/passwd"/><Relationship Id="b" Type="x/officeDocument" Target="http://127.0.0.1/a" TargetMode="External"/></Relationships>';
    expect(await refusalOf(readDocx, replaced('_rels/.rels', relations))).toBe('file_damaged');
  });

  test('may be in UTF-16, and use the strict namespace under any prefix', async () => {
    const xml =
      '<?xml version="1.0" encoding="UTF-16"?><x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>严格</x:t></x:r></x:p></x:body></x:document>';
    const utf16 = Buffer.from(`\ufeff${xml}`, 'utf16le');
    expect(await linesIn(readDocx, replaced('word/document.xml', utf16))).toEqual(['严格']);
  });

  test.each<[string, string, string]>([
    ['file_damaged', 'that declares types', '<!DOCTYPE a [<!ENTITY x "y">]><w:document/>'],
    ['file_damaged', 'that breaks off', '<w:document><w:body><w:p>'],
    ['file_damaged', 'that nests without end', '<a>'.repeat(30_000) + '</a>'.repeat(30_000)],
    ['file_damaged', 'that is empty', ''],
    ['empty_document', 'without text', '<w:document/>'],
  ])('are refused with %s: one %s', async (code, _what, content) => {
    expect(await refusalOf(readDocx, replaced('word/document.xml', content))).toBe(code);
  });

  test('are said to be pictures where nothing else is in them', async () => {
    const more = [{ name: 'word/media/image1.png', content: 'png' }];
    expect(await refusalOf(readDocx, docxFile({ body: paragraph(''), more }))).toBe(
      'no_text_layer',
    );
  });
});
