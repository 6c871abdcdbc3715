/** Opens PDF files with all switched off that is not needed for text: scripts, fonts, the network. */
import type { getDocumentProxy } from 'unpdf';
import { cmapNamed } from './cmaps.ts';

export type Pdf = Awaited<ReturnType<typeof getDocumentProxy>>;
export type PdfPage = Awaited<ReturnType<Pdf['getPage']>>;

/** Throws what pdf.js throws: `PasswordException`, `InvalidPDFException` and others, by their `name`. */
export async function openPdf(bytes: Uint8Array): Promise<Pdf> {
  const { getDocumentProxy } = await import('unpdf');
  // A copy, as the array given is taken over.
  return getDocumentProxy(new Uint8Array(bytes), {
    isEvalSupported: false,
    enableXfa: false,
    disableFontFace: true,
    useSystemFonts: false,
    useWasm: false,
    useWorkerFetch: false,
    isOffscreenCanvasSupported: false,
    isImageDecoderSupported: false,
    disableAutoFetch: true,
    disableRange: true,
    disableStream: true,
    // Tables are made by `OwnTables`; these only say that there are some, in text form.
    cMapUrl: 'made-here/',
    cMapPacked: false,
    BinaryDataFactory: OwnTables,
    // Warnings would print names and texts of the file.
    verbosity: 0,
  });
}

/** pdf.js makes an instance of it and asks that for tables, fonts and programs. It gets tables. */
class OwnTables {
  async fetch({ kind, filename }: { kind: string; filename: string }): Promise<Uint8Array> {
    const table = kind === 'cMapUrl' ? cmapNamed(filename) : null;
    if (table === null) throw new Error('not available');
    return new TextEncoder().encode(table);
  }
}
