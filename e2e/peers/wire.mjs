// What a Yjs client speaks, for whoever lives outside this folder.
export * as decoding from 'lib0/decoding';
export * as encoding from 'lib0/encoding';
export * as sync from 'y-protocols/sync';
export { WebSocket } from 'ws';
