import { promisify } from 'node:util';
import { brotliCompress } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

/** What is fetched, compressed, before a session can be seen; fonts and the editor come after it. */
export const SHELL_BYTES = 200_000;

const SESSION_PAGE = 'src/session/SessionPage.tsx';

/** Ends a build whose page would be slow to appear. */
export function budget(): Plugin {
  return {
    name: 'coderun-budget',
    apply: 'build',
    async generateBundle(_options, bundle) {
      const files = shellFiles(bundle);
      const bytes = await compressedBytes(files.map((name) => contentOf(bundle[name])));
      if (bytes > SHELL_BYTES) {
        this.error(
          `The page has grown to ${bytes} bytes before it is seen; ${SHELL_BYTES} are allowed.`,
        );
      }
      this.info(
        `${Math.round(bytes / 1000)} KB before a session is seen, of ${Math.round(SHELL_BYTES / 1000)}.`,
      );
    },
  };
}

/** The entry and the session's page, with all that they need at once. */
export function shellFiles(bundle: Rolldown.OutputBundle): string[] {
  const needed = new Set<string>();
  const add = (name: string) => {
    const chunk = bundle[name];
    if (needed.has(name) || chunk?.type !== 'chunk') return;
    needed.add(name);
    chunk.imports.forEach(add);
    for (const css of chunk.viteMetadata?.importedCss ?? []) needed.add(css);
  };
  for (const [name, chunk] of Object.entries(bundle)) {
    if (chunk.type !== 'chunk') continue;
    if (chunk.isEntry || chunk.facadeModuleId?.endsWith(SESSION_PAGE) === true) add(name);
  }
  return [...needed];
}

export async function compressedBytes(contents: readonly (string | Uint8Array)[]): Promise<number> {
  const compressed = await Promise.all(contents.map((each) => promisify(brotliCompress)(each)));
  return compressed.reduce((sum, { length }) => sum + length, 0);
}

function contentOf(output: Rolldown.OutputBundle[string] | undefined): string | Uint8Array {
  if (!output) return '';
  return output.type === 'chunk' ? output.code : output.source;
}
