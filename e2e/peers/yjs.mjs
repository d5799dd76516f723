// yjs from its ES module, for whoever lives outside this folder.
export * from 'yjs';
