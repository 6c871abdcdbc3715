import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { detectFormat } from '../../../../src/intake/formats/detect.ts';
import { limitsWith } from '../../../../src/intake/formats/limits.ts';
import { docxFile, paragraph } from '../../../support/docx-file.ts';
import { pdfFile, printedPage } from '../../../support/pdf-file.ts';
import { zipFile } from '../../../support/zip-file.ts';

async function formatOf(content: string | Uint8Array, file?: string, given = {}): Promise<string> {
  const result = await detectFormat(Buffer.from(content), { file, limits: limitsWith(given) });
  return result.ok ? result.format : result.error.code;
}

const office = (type: string) =>
  zipFile([
    { name: '[Content_Types].xml', content: `<Types><Override ContentType="${type}"/></Types>` },
  ]);
const OOXML = 'application/vnd.openxmlformats-officedocument';
const OLE2 = Buffer.from('d0cf11e0a1b11ae1', 'hex');

describe('the format of a file', () => {
  test.each<[string, string | Uint8Array]>([
    ['txt', '关于整改情况的报告\n一、情况'],
    ['txt', '<关于印发台账的通知>\n一、情况'],
    ['txt', 'a,b\n'],
    ['csv', '序号,问题,时限\n1,"门锁,窗",3月\n'],
    ['csv', '序号\t问题\t时限\r\n1\t锁\t3月\r\n2\t'],
    ['html', '<!DOCTYPE html><p>一、情况'],
    ['html', '\ufeff <?xml version="1.0"?><!-- 注 --><html xmlns="x">'],
    ['html', '<table><tr><td>1'],
    ['html', Buffer.from('\ufeff<html><body>情况', 'utf16le')],
    [
      'html',
      Buffer.concat([Buffer.from('<html><meta charset=gbk>'), Buffer.from([0xd5, 0xfb, 0xff])]),
    ],
    ['pdf', pdfFile([printedPage(['一'])])],
    ['pdf', Buffer.concat([Buffer.from('\u0000\u0001junk'), pdfFile([printedPage(['一'])])])],
    ['docx', docxFile(paragraph('一'))],
    ['docx', office('application/vnd.ms-word.document.macroEnabled.main+xml')],
    ['docx', office(`${OOXML}.wordprocessingml.template.main+xml`)],
    ['xlsx', office(`${OOXML}.spreadsheetml.sheet.main+xml`)],
    ['xlsx', office('application/vnd.ms-excel.sheet.macroEnabled.main+xml')],
  ])('is told from what it holds: %s', async (format, content) => {
    expect(await formatOf(content)).toBe(format);
    expect(await formatOf(content, 'upload.bin')).toBe(format);
  });

  test('is not taken from the name, except for a table or a text', async () => {
    expect(await formatOf(docxFile(paragraph('一')), 'a.xlsx')).toBe('docx');
    expect(await formatOf('<html><p>一', 'a.xls')).toBe('html');
    expect(await formatOf('一、情况', 'a.docx')).toBe('txt');
    expect(await formatOf('序号,问题,时限\n1,2,3\n', 'a.txt')).toBe('txt');
    expect(await formatOf('一、情况', 'a.CSV')).toBe('csv');
    expect(await formatOf('一、情况<br>二、打算', 'a.htm')).toBe('html');
    expect(await formatOf('一、情况<br>二、打算', 'a.txt')).toBe('txt');
  });

  test.each<[string, string, string | Uint8Array]>([
    ['empty_document', 'nothing', ''],
    ['format_unknown', 'an old Word document', Buffer.concat([OLE2, Buffer.alloc(600)])],
    [
      'file_encrypted',
      'an office file with a password',
      Buffer.concat([OLE2, Buffer.alloc(600), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['format_unknown', 'a rich text', '{\\rtf1 ...}'],
    ['format_unknown', 'a picture', Buffer.from('89504e470d0a1a0a', 'hex')],
    ['format_unknown', 'a photograph', Buffer.from('ffd8ffe0', 'hex')],
    ['format_unknown', 'an archive', zipFile([{ name: 'a.txt', content: 'a' }])],
    ['format_unknown', 'slides', office(`${OOXML}.presentationml.presentation.main+xml`)],
    [
      'format_unknown',
      'a binary workbook',
      office('application/vnd.ms-excel.sheet.binary.macroEnabled.main'),
    ],
    ['format_unknown', 'a page in one file', 'MIME-Version: 1.0\nContent-Type: multipart/related'],
    [
      'format_unknown',
      'an office file as XML',
      '<?xml version="1.0"?><?mso-application progid="Word.Document"?><w:wordDocument/>',
    ],
    ['format_unknown', 'gzip', Buffer.from('1f8b0800', 'hex')],
    ['binary_content', 'a program', Buffer.from('7f454c46000000', 'hex')],
    ['undecodable_text', 'no text', Buffer.from([0xe6, 0x95, 0xb4, 0xff, 0xff])],
    ['file_damaged', 'half an archive', docxFile(paragraph('一')).subarray(0, 200)],
  ])('is refused with %s: %s', async (code, _what, content) => {
    expect(await formatOf(content)).toBe(code);
  });

  test('is not asked of a file that is too large', async () => {
    expect(await formatOf('%PDF-1.7', undefined, { file: 7 })).toBe('too_large');
  });
});
