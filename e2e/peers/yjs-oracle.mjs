// Keeps yjs documents for tests written in another language.
//
// Requests come on stdin, answers go to stdout, each as a 4-byte length and a lib0 `any` value. A request is
// [command, ...arguments]; an answer is the command's result, or {error} if it threw.
import * as Y from 'yjs'
import * as encoding from 'lib0/encoding'
import * as decoding from 'lib0/decoding'
import { Awareness, applyAwarenessUpdate } from 'y-protocols/awareness'
import { edit } from './random-edits.mjs'

// Standard output is for answers alone.
console.log = console.error

/** @type {Map<string, { doc: Y.Doc, emitted: Uint8Array[], undo: Y.UndoManager | null }>} */
const peers = new Map()

const peer = (name) => {
  const found = peers.get(name)
  if (found === undefined) throw new Error(`no document ${name}`)
  return found
}

const takeEmitted = (name) => peer(name).emitted.splice(0)

const root = (doc, name) => {
  switch (name[0]) {
    case 't': return doc.getText(name)
    case 'm': return doc.getMap(name)
    case 'a': return doc.getArray(name)
    default: return doc.getXmlFragment(name)
  }
}

/** Follows a path of keys and indexes from a root. */
const resolve = (doc, path) => path.slice(1).reduce((type, step) => type.get(step), root(doc, path[0]))

const newType = (kind, name) => ({
  text: () => new Y.Text(),
  map: () => new Y.Map(),
  array: () => new Y.Array(),
  element: () => new Y.XmlElement(name),
  xmlText: () => new Y.XmlText(),
  hook: () => new Y.XmlHook(name)
})[kind]()

const perform = (doc, [path, operation, ...args]) => {
  const type = resolve(doc, path)
  switch (operation) {
    case 'insertText': return type.insert(args[0], args[1])
    case 'insertFormatted': return type.insert(args[0], args[1], args[2])
    case 'format': return type.format(args[0], args[1], args[2])
    case 'delete': return type.delete(...args)
    case 'insert': return type.insert(args[0], args[1])
    case 'insertType': return type.insert(args[0], [newType(args[1], args[2])])
    case 'set': return type.set(args[0], args[1])
    case 'setAttribute': return type.setAttribute(args[0], args[1])
    case 'removeAttribute': return type.removeAttribute(args[0])
    case 'setType': return type.set(args[0], newType(args[1]))
    default: throw new Error(`no operation ${operation}`)
  }
}

const sorted = (value) => Object.keys(value).sort().map((key) => [key, value[key]])

/** A value that is equal for documents that read alike, whatever order their maps are in. */
const content = (value) => {
  if (value instanceof Y.XmlElement) {
    return ['element', value.nodeName, attributes(value), value.toArray().map(content)]
  }
  if (value instanceof Y.XmlFragment) return ['fragment', value.toArray().map(content)]
  if (value instanceof Y.XmlText || value instanceof Y.Text) {
    return ['text', value.length, value.toDelta().map(({ insert, attributes }) =>
      [embedded(insert), sorted(attributes ?? {}).map(([key, value]) => [key, JSON.stringify(value)])]), attributes(value)]
  }
  if (value instanceof Y.XmlHook) return ['hook', value.hookName, entries(value)]
  if (value instanceof Y.Map) return ['map', entries(value)]
  if (value instanceof Y.Array) return ['array', value.toArray().map(content)]
  if (value instanceof Y.Doc) return ['doc', value.guid]
  return value
}

const entries = (map) => [...map.keys()].sort().map((key) => [key, content(map.get(key))])

const attributes = (type) => sorted(type.getAttributes()).map(([key, value]) => [key, content(value)])

const embedded = (insert) => insert.constructor === Object ? ['embed', JSON.stringify(insert)] : content(insert)

const documentContent = (doc) => ['t', 'a', 'm', 'x'].map((name) => content(root(doc, name)))

const commands = {
  open (name, clientId, gc) {
    const doc = new Y.Doc({ gc })
    doc.clientID = clientId
    const emitted = []
    doc.on('update', (update) => emitted.push(update))
    for (const known of ['t', 'a', 'm', 'x']) root(doc, known)
    peers.set(name, { doc, emitted, undo: null })
    return null
  },
  close (name) {
    peer(name).doc.destroy()
    peers.delete(name)
    return null
  },
  /** A random edit of the document's own; returns the updates it made. */
  editAtRandom (name, seed, features) {
    edit(peer(name), seed, new Set(features))
    return takeEmitted(name)
  },
  /** Local edits in one transaction; returns the updates they made. */
  perform (name, operations) {
    const { doc } = peer(name)
    doc.transact(() => operations.forEach((operation) => perform(doc, operation)))
    return takeEmitted(name)
  },
  apply (name, update) {
    Y.applyUpdate(peer(name).doc, update, 'network')
    return takeEmitted(name)
  },
  hasPending: (name) => peer(name).doc.store.pendingStructs !== null || peer(name).doc.store.pendingDs !== null,
  content: (name) => documentContent(peer(name).doc),
  encode: (name, target) => Y.encodeStateAsUpdate(peer(name).doc, target),
  encodeV2: (name) => Y.encodeStateAsUpdateV2(peer(name).doc),
  stateVector: (name) => Y.encodeStateVector(peer(name).doc),
  snapshot: (name) => Y.encodeSnapshot(Y.snapshot(peer(name).doc)),
  contentAt: (name, snapshot) => {
    const { doc } = peer(name)
    return doc.getText('t').toDelta(Y.decodeSnapshot(snapshot)).map(({ insert }) => insert).filter((insert) => typeof insert === 'string').join('')
  },
  mergeUpdates: (updates) => Y.mergeUpdates(updates),
  mergeUpdatesV2: (updates) => Y.mergeUpdatesV2(updates),
  diffUpdate: (update, target) => Y.diffUpdate(update, target),
  stateVectorOf: (update) => Y.encodeStateVectorFromUpdate(update),
  toV2: (update) => Y.convertUpdateFormatV1ToV2(update),
  toV1: (update) => Y.convertUpdateFormatV2ToV1(update),
  /** Applies awareness updates one after the other; returns who is present after each, as [client, clock, state]. */
  awareness (updates) {
    const awareness = new Awareness(new Y.Doc())
    const present = updates.map((update) => {
      applyAwarenessUpdate(awareness, update, 'network')
      return [...awareness.getStates()]
        .filter(([client]) => client !== awareness.clientID)
        .map(([client, state]) => [client, awareness.meta.get(client).clock, JSON.stringify(state)])
        .sort(([one], [other]) => one - other)
    })
    awareness.destroy()
    return present
  },
  relativePosition (name, index, assoc) {
    return Y.encodeRelativePosition(Y.createRelativePositionFromTypeIndex(peer(name).doc.getText('t'), index, assoc))
  },
  absolutePosition (name, encoded) {
    const position = Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(encoded), peer(name).doc)
    return position === null ? null : position.index
  }
}

const answer = (request) => {
  try {
    const [command, ...args] = decoding.readAny(decoding.createDecoder(request))
    return commands[command](...args)
  } catch (error) {
    return { error: String(error?.stack ?? error) }
  }
}

let received = Buffer.alloc(0)
process.stdin.on('data', (chunk) => {
  received = received.length === 0 ? chunk : Buffer.concat([received, chunk])
  while (received.length >= 4 && received.length >= 4 + received.readUInt32BE(0)) {
    const end = 4 + received.readUInt32BE(0)
    const encoder = encoding.createEncoder()
    encoding.writeAny(encoder, answer(received.subarray(4, end)))
    received = received.subarray(end)
    const body = encoding.toUint8Array(encoder)
    const header = Buffer.alloc(4)
    header.writeUInt32BE(body.length)
    process.stdout.write(Buffer.concat([header, body]))
  }
})
process.stdin.on('end', () => process.exit(0))
