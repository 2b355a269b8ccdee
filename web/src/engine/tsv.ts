/** Rows of cells as a spreadsheet copies them: tabs between cells, and quotes where a cell has a tab, a line or a quote. */
export function writeTsv(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map(quoted).join('\t')).join('\r\n');
}

function quoted(text: string): string {
  return /["\t\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Reads what `writeTsv` or a spreadsheet wrote; the line break at the end is no row. */
export function readTsv(text: string): string[][] {
  const rows: string[][] = [];
  const quotedCell = /"((?:[^"]|"")*)"(?=[\t\r\n]|$)/y;
  const plainCell = /[^\t\r\n]*/y;
  let row: string[] = [];
  let at = 0;
  while (at < text.length || row.length > 0) {
    quotedCell.lastIndex = plainCell.lastIndex = at;
    const inQuotes = text[at] === '"' ? quotedCell.exec(text) : null;
    const found = inQuotes ?? plainCell.exec(text)!;
    row.push(inQuotes ? inQuotes[1]!.replace(/""/g, '"') : found[0]);
    at += found[0].length;
    if (text[at] === '\t') {
      at++;
      continue;
    }
    if (text[at] === '\r') at++;
    if (text[at] === '\n') at++;
    rows.push(row);
    row = [];
  }
  return rows;
}
