import { Terminal } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { teachManners } from './terminalManners';

async function shown(text: string, answers: boolean) {
  const terminal = new Terminal({ allowProposedApi: true });
  teachManners(terminal, () => answers);
  const typed: string[] = [];
  const titles: string[] = [];
  terminal.onData((data) => typed.push(data));
  terminal.onTitleChange((title) => titles.push(title));
  await new Promise<void>((done) => terminal.write(text, done));
  const line = terminal.buffer.active.getLine(0)?.translateToString(true);
  return { typed, titles, line };
}

/** What of a sequence the terminal itself would still obey: whoever was there before the manners is asked after them. */
async function obeyed(code: number, sequence: string, answers: boolean) {
  const terminal = new Terminal({ allowProposedApi: true });
  const heard: string[] = [];
  terminal.parser.registerOscHandler(code, (data) => {
    heard.push(data);
    return true;
  });
  teachManners(terminal, () => answers);
  await new Promise<void>((done) => terminal.write(sequence, done));
  return heard;
}

test.each([
  ['the title', 0, '\x1b]0;owned\x07'],
  ['the icon', 1, '\x1b]1;owned\x07'],
  ['the title, in full', 2, '\x1b]2;owned\x1b\\'],
  ['the folder', 7, '\x1b]7;file:///etc\x07'],
  ['a link', 8, '\x1b]8;;https://evil.example\x07'],
  ['the clipboard', 52, '\x1b]52;c;cm0gLXJmIH4=\x07'],
  ['the clipboard, to read it', 52, '\x1b]52;c;?\x07'],
  ['a notification', 9, '\x1b]9;look here\x07'],
  ['another notification', 777, '\x1b]777;notify;look;here\x07'],
  ['a file to download', 1337, '\x1b]1337;File=name=eA==:eA==\x07'],
])('a program cannot reach %s', async (_, code, sequence) => {
  const { typed, titles, line } = await shown(`a${sequence}b`, true);

  expect(typed).toEqual([]);
  expect(titles).toEqual([]);
  expect(line).toBe('ab');
  expect(await obeyed(code, sequence, true)).toEqual([]);
});

test('a link is only its text', async () => {
  const { line } = await shown('\x1b]8;;https://evil.example\x07click\x1b]8;;\x07', true);

  expect(line).toBe('click');
});

test.each([
  ['where the cursor is', '\x1b[6n'],
  ['what terminal it is', '\x1b[c'],
  ['what terminal it is, in detail', '\x1b[>c'],
  ['a mode', '\x1b[?25$p'],
  ['a setting', '\x1bP$qm\x1b\\'],
])('who only watches does not answer %s', async (_, question) => {
  expect((await shown(question, false)).typed).toEqual([]);
  expect((await shown(question, true)).typed).not.toEqual([]);
});

test.each([
  ['a colour', 4, '1;?'],
  ['the text’s colour', 10, '?'],
  ['the background’s', 11, '?'],
  ['the cursor’s', 12, '?'],
])('who only watches is not asked for %s', async (_, code, question) => {
  expect(await obeyed(code, `\x1b]${String(code)};${question}\x07`, false)).toEqual([]);
  expect(await obeyed(code, `\x1b]${String(code)};${question}\x07`, true)).toEqual([question]);
});
