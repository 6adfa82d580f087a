/**
 * What the bytes are when they are not CSV (`an Excel workbook (.xlsx)`), told from their beginning; null = they may
 * be CSV. A file's name and media type are never asked: people rename, and browsers guess.
 */
export function sniffBytes(start: Uint8Array): string | null {
  const lead = Buffer.from(start.buffer, start.byteOffset, Math.min(start.length, leadBytes)).toString('latin1');
  if (lead.startsWith('PK\x03\x04')) return zipContent(lead);
  for (const [magic, kind] of magics) if (lead.startsWith(magic)) return kind;
  const text = lead.replace(/^\xEF\xBB\xBF/, '').trimStart();
  for (const [pattern, kind] of markups) if (pattern.test(text)) return kind;
  return isBinary(lead) ? 'binary data' : null;
}

const leadBytes = 4_096;

const magics: readonly (readonly [magic: string, kind: string])[] = [
  ['\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1', 'an Excel 97-2003 workbook (.xls) or another old Office file'],
  ['PK\x05\x06', 'an empty ZIP archive'],
  ['%PDF-', 'a PDF document'],
  ['\x1F\x8B', 'a gzip archive (.gz)'],
  ['BZh', 'a bzip2 archive (.bz2)'],
  ['\xFD7zXZ\x00', 'an xz archive (.xz)'],
  ['\x28\xB5\x2F\xFD', 'a Zstandard archive (.zst)'],
  ["7z\xBC\xAF'\x1C", 'a 7-Zip archive (.7z)'],
  ['Rar!\x1A\x07', 'a RAR archive (.rar)'],
  ['\x89PNG\r\n', 'a PNG image'],
  ['\xFF\xD8\xFF', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['SQLite format 3\x00', 'an SQLite database'],
  ['PAR1', 'a Parquet file'],
  ['{\\rtf', 'a rich text document (.rtf)'],
];

const markups: readonly (readonly [pattern: RegExp, kind: string])[] = [
  [/^<!doctype html|^<html|^<head|^<table|^<meta/i, 'a web page (HTML)'],
  [/^<\?xml/i, 'an XML file'],
  [/^\{\s*"|^\[\s*[[{]/, 'a JSON file'],
];

/** Office files are ZIP archives: the names of their parts stand in clear near the beginning. */
function zipContent(lead: string): string {
  if (lead.includes('opendocument.spreadsheet')) return 'an OpenDocument spreadsheet (.ods)';
  if (lead.includes('Index/Document.iwa')) return 'a Numbers spreadsheet (.numbers)';
  if (lead.includes('word/')) return 'a Word document (.docx)';
  if (lead.includes('xl/') || lead.includes('[Content_Types].xml')) return 'an Excel workbook (.xlsx)';
  return 'a ZIP archive';
}

/** A stray control character gets an issue of its own row; when one byte in ten is one, there are no rows to speak of. */
function isBinary(lead: string): boolean {
  if (/^\xFF\xFE|^\xFE\xFF/.test(lead) || looksLikeUtf16(lead)) return false;
  const controls = lead.match(/[\x00-\x08\x0E-\x1F]/g)?.length ?? 0;
  return controls > 4 && controls * 10 > lead.length;
}

/** Western text in UTF-16 has a NUL in nearly every other byte, and hardly any in the others. */
export function looksLikeUtf16(lead: string): boolean {
  const nuls = { even: 0, odd: 0 };
  for (let at = 0; at < lead.length; at += 1) {
    if (lead.charCodeAt(at) === 0) nuls[at % 2 === 0 ? 'even' : 'odd'] += 1;
  }
  const [few, many] = [Math.min(nuls.even, nuls.odd), Math.max(nuls.even, nuls.odd)];
  return many * 10 > lead.length * 4 && few * 10 < many;
}
