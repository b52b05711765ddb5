// What a program wrote to a terminal (standard input) → an SVG of the screen that it left (standard output).
// Knows what Spectre.Console writes: colours, bold and faint text, moving up and to the left, erasing lines.
import { readFileSync } from 'node:fs';

const palette = ['#1e293b', '#f87171', '#4ade80', '#facc15', '#60a5fa', '#c084fc', '#22d3ee', '#cbd5e1', '#94a3b8', '#f87171', '#4ade80', '#facc15', '#60a5fa', '#e879f9', '#67e8f9', '#ffffff'];
const ink = '#e2e8f0', card = '#0f172a', character = 8.4, line = 18, margin = 20, head = 34;

const rows = [];
let row = 0, column = 0, style = {};

const at = (r) => (rows[r] ??= []);

function colour(code) {
  if (code < 16) return palette[code];
  if (code >= 232) { const grey = 8 + (code - 232) * 10; return `rgb(${grey},${grey},${grey})`; }
  // The cube: 16 + 36 red + 6 green + blue, each 0 to 5.
  return `rgb(${[36, 6, 1].map((unit) => Math.floor((code - 16) / unit) % 6).map((level) => (level ? 55 + level * 40 : 0)).join(',')})`;
}

function render(codes) {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    if (code === 0) style = {};
    else if (code === 1) style = { ...style, bold: true };
    else if (code === 2) style = { ...style, faint: true };
    else if (code === 22) style = { ...style, bold: false, faint: false };
    else if (code === 38 && codes[i + 1] === 5) { style = { ...style, colour: colour(codes[i + 2]) }; i += 2; }
    else if (code === 38 && codes[i + 1] === 2) { style = { ...style, colour: `rgb(${codes.slice(i + 2, i + 5).join(',')})` }; i += 4; }
    else if (code === 39) style = { ...style, colour: undefined };
    else if (code >= 30 && code <= 37) style = { ...style, colour: palette[code - 30] };
    else if (code >= 90 && code <= 97) style = { ...style, colour: palette[code - 82] };
  }
}

function control(parameters, command) {
  const codes = parameters.split(';').map((each) => Number(each) || 0);
  const count = codes[0] || 1;
  if (command === 'm') render(codes);
  else if (command === 'A') row = Math.max(row - count, 0);
  else if (command === 'B') row += count;
  else if (command === 'C') column += count;
  else if (command === 'D') column = Math.max(column - count, 0);
  else if (command === 'G') column = count - 1;
  else if (command === 'K' && codes[0] === 2) rows[row] = [];
  else if (command === 'K') at(row).length = Math.min(at(row).length, column);
  else if (command === 'J' && codes[0] === 0) { at(row).length = Math.min(at(row).length, column); rows.length = row + 1; }
}

const tokens = /\x1b\[([0-9;?]*)([A-Za-z])|\x1b[=>78]|\x1b\][^\x07]*\x07|\r|\n|[\x00-\x1f]|[\s\S]/gu;
for (const [token, parameters, command] of readFileSync(0, 'utf8').matchAll(tokens)) {
  if (command) control(parameters, command);
  else if (token === '\r') column = 0;
  else if (token === '\n') row++;
  else if (token >= ' ') at(row)[column++] = { character: token, ...style };
}

const escape = (text) => text.replace(/[&<>]/g, (each) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[each]);
const text = (cells) => Array.from(cells, (cell) => cell?.character ?? ' ').join('').trimEnd();

/** Neighbours of one style are one text, whose length is given so that columns stay columns in every font. */
function runs(cells) {
  const found = [];
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i];
    if (!cell || cell.character === ' ' && (!found.length || found.at(-1).end < i)) continue;
    const last = found.at(-1);
    if (last && last.end === i && last.bold === cell.bold && last.faint === cell.faint && last.colour === cell.colour) { last.text += cell.character; last.end = i + 1; }
    else if (cell.character !== ' ') found.push({ ...cell, text: cell.character, begin: i, end: i + 1 });
  }
  return found.map((run) => ({ ...run, text: run.text.trimEnd() }));
}

while (rows.length && !text(rows.at(-1) ?? [])) rows.pop();
const screen = Array.from(rows, (cells) => cells ?? []);
const width = Math.ceil(margin * 2 + Math.max(...screen.map((cells) => text(cells).length)) * character);
const height = head + screen.length * line + margin;
const title = process.argv[2] ?? '';
const svg = [
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14">`,
  `<title>${escape(title)}</title><desc>${escape(screen.map(text).join('\n'))}</desc>`,
  `<rect width="${width}" height="${height}" rx="10" fill="${card}"/>`,
  ...['#f87171', '#facc15', '#4ade80'].map((fill, i) => `<circle cx="${margin + i * 18}" cy="17" r="5" fill="${fill}"/>`),
  `<text x="${width / 2}" y="22" fill="#94a3b8" text-anchor="middle">${escape(title)}</text>`,
];
screen.forEach((cells, i) => {
  for (const run of runs(cells)) {
    const place = `x="${+(margin + run.begin * character).toFixed(1)}" y="${head + 16 + i * line}" textLength="${+([...run.text].length * character).toFixed(1)}"`;
    svg.push(`<text ${place} fill="${run.colour ?? ink}"${run.bold ? ' font-weight="700"' : ''}${run.faint ? ' fill-opacity="0.7"' : ''} xml:space="preserve">${escape(run.text)}</text>`);
  }
});
process.stdout.write(svg.join('\n') + '\n</svg>\n');
