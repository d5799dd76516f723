// Hocuspocus as a server that keeps its documents in files: `hocuspocus-server.mjs PORT FOLDER`.
import { Server } from '@hocuspocus/server';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { applyUpdate, Doc, encodeStateAsUpdate } from 'yjs';

const [port, folder] = process.argv.slice(2);
const file = (name) => join(folder, encodeURIComponent(name));

const server = new Server({
    port: Number(port),
    address: '127.0.0.1',
    quiet: true,
    async onLoadDocument({ documentName }) {
        const document = new Doc();
        const stored = await readFile(file(documentName)).catch(() => undefined);
        if (stored !== undefined) applyUpdate(document, stored);
        return document;
    },
    async onStoreDocument({ documentName, document }) {
        await writeFile(`${file(documentName)}.new`, encodeStateAsUpdate(document));
        await rename(`${file(documentName)}.new`, file(documentName));
    },
});
await server.listen();
console.log('ready');
