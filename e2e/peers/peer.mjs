// Real y-websocket and Hocuspocus clients, driven over stdin: one JSON command a line, one JSON answer a line.
import readline from 'node:readline'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import WebSocket from 'ws'
import { WebsocketProvider as Provider2 } from 'y-websocket-2'
import { WebsocketProvider as Provider3 } from 'y-websocket'
import * as hocuspocus3 from '@hocuspocus/provider'
import * as hocuspocus4 from 'hocuspocus-provider-4'

const clients = new Map()
const sockets = new Map()
const AUTH = 2
const SYNC_STATUS = 8

// In a browser an error that nobody listens for is no more than a line on the console; here it would end us all.
class BrowserLikeSocket extends WebSocket {
  constructor(...address) {
    super(...address)
    this.on('error', () => {})
  }
}

const commands = {
  open({ client, version, server, session, ticket }) {
    const doc = new Y.Doc()
    const Provider = version === 2 ? Provider2 : Provider3
    const provider = new Provider(server, session, doc, {
      WebSocketPolyfill: BrowserLikeSocket,
      params: { ticket },
      disableBc: true,
    })
    provider.awareness.setLocalStateField('user', { name: client })
    const seen = { connections: 0, closes: [], refusals: 0 }
    const denied = provider.messageHandlers[AUTH]
    provider.messageHandlers[AUTH] = (...message) => {
      seen.refusals++
      denied(...message)
    }
    provider.on('status', ({ status }) => {
      if (status === 'connected') seen.connections++
    })
    provider.on('connection-close', (event) => seen.closes.push(event?.code ?? 0))
    clients.set(client, { doc, provider, seen })
  },
  // Clients that name the same socket share it.
  openHocuspocus({ client, version, server, session, token, socket, twice }) {
    const { HocuspocusProvider, HocuspocusProviderWebsocket } = version === 3 ? hocuspocus3 : hocuspocus4
    if (!sockets.has(socket)) sockets.set(socket, new HocuspocusProviderWebsocket({ url: server, WebSocketPolyfill: BrowserLikeSocket }))
    const doc = new Y.Doc()
    const seen = { connections: 0, closes: [], denied: [], scopes: [], refusals: 0 }
    const provider = new HocuspocusProvider({
      name: session,
      token,
      document: doc,
      websocketProvider: sockets.get(socket),
      ...(twice ? { sessionAwareness: true } : {}),
      onAuthenticationFailed: ({ reason }) => seen.denied.push(reason),
      onAuthenticated: ({ scope }) => seen.scopes.push(scope),
      onClose: ({ event }) => seen.closes.push(event.reason),
      // The provider knows no event for it.
      onMessage: ({ event }) => {
        if (isRefusal(new Uint8Array(event.data))) seen.refusals++
      },
    })
    provider.attach()
    provider.awareness.setLocalStateField('user', { name: client })
    clients.set(client, { doc, provider, seen })
  },
  unsaved: ({ client }) => of(client).provider.unsyncedChanges,
  synced: ({ client }) => of(client).provider.synced,
  seen: ({ client }) => of(client).seen,
  names: ({ client }) => [...of(client).provider.awareness.getStates().values()].map((state) => state.user?.name ?? ''),
  files: ({ client }) => filesOf(of(client).doc),
  pending: ({ client }) => of(client).doc.store.pendingStructs !== null || of(client).doc.store.pendingDs !== null,
  holds({ client, stateVector }) {
    const theirs = Y.decodeStateVector(Buffer.from(stateVector, 'base64'))
    const ours = Y.decodeStateVector(Y.encodeStateVector(of(client).doc))
    return theirs.size === ours.size && [...ours].every(([id, clock]) => theirs.get(id) === clock)
  },
  insert: ({ client, path, index, text }) => textOf(of(client).doc, path).insert(index, text),
  replace({ client, path, text }) {
    const { doc } = of(client)
    const old = textOf(doc, path)
    doc.transact(() => {
      old.delete(0, old.length)
      old.insert(0, text)
    })
  },
  add({ client, path, text }) {
    const file = new Y.Map([
      ['path', path],
      ['text', new Y.Text(text)],
    ])
    of(client).doc.getMap('files').set(`${client} ${path}`, file)
  },
  edit: ({ client, seed, count }) => editAtRandom(of(client).doc, client, random(seed), count),
  disconnect: ({ client }) => of(client).provider.disconnect(),
  connect: ({ client }) => of(client).provider.connect(),
  // A cable that is pulled: no close frame, no goodbye.
  cut: ({ client }) => of(client).provider.ws?.terminate(),
  close({ client }) {
    of(client).provider.destroy()
    clients.delete(client)
  },
}

// A sync status of Hocuspocus that says: not applied.
function isRefusal(bytes) {
  const message = decoding.createDecoder(bytes)
  decoding.readVarString(message)
  return decoding.readVarUint(message) === SYNC_STATUS && decoding.readVarUint(message) === 0
}

function of(name) {
  const client = clients.get(name)
  if (!client) throw new Error(`There is no client ${name}.`)
  return client
}

function filesOf(doc) {
  const files = {}
  for (const file of doc.getMap('files').values()) files[file.get('path')] = file.get('text').toString()
  return files
}

function textOf(doc, path) {
  for (const file of doc.getMap('files').values()) if (file.get('path') === path) return file.get('text')
  throw new Error(`There is no file ${path}.`)
}

const SNIPPETS = ['x', '\n', 'print(1)\n', '  ', '𝄞', 'naïve 👩‍💻', '汉字', 'y'.repeat(200)]
const MAX_FILES = 6

// Small steps with a breath between them, so that what others do arrives in between.
async function editAtRandom(doc, name, next, count) {
  let made = 0
  for (let i = 0; i < count; i++) {
    doc.transact(() => (made += editOnce(doc, name, next, made)))
    if (next(3) === 0) await new Promise((done) => setTimeout(done, next(8)))
  }
}

// Answers how many paths it has used up: each is one that nobody else makes.
function editOnce(doc, name, next, made) {
  const files = doc.getMap('files')
  const ids = [...files.keys()].sort()
  const id = ids[next(ids.length)]
  const action = next(20)
  if (ids.length === 0 || (action === 0 && ids.length < MAX_FILES)) {
    const file = new Y.Map()
    file.set('path', `${name}/${made}.txt`)
    file.set('text', new Y.Text('new\n'))
    files.set(`${name}-${made}`, file)
    return 1
  }
  if (action === 1) {
    files.get(id).set('path', `${name}/${made}-renamed.txt`)
    return 1
  }
  if (action === 2 && ids.length > 1) {
    files.delete(id)
    return 0
  }
  const text = files.get(id).get('text')
  if (action < 8 && text.length > 0) {
    const index = next(text.length)
    text.delete(index, Math.min(text.length - index, 1 + next(20)))
  } else {
    text.insert(next(text.length + 1), SNIPPETS[next(SNIPPETS.length)])
  }
  return 0
}

// Repeatable: mulberry32.
function random(seed) {
  let state = seed >>> 0
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return end === 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % end
  }
}

for await (const line of readline.createInterface({ input: process.stdin })) {
  const command = JSON.parse(line)
  // Not awaited here: several clients edit at once.
  Promise.resolve()
    .then(() => commands[command.do](command))
    .then(
      (result) => console.log(JSON.stringify({ id: command.id, result: result ?? null })),
      (error) => console.log(JSON.stringify({ id: command.id, error: String(error) })),
    )
}
process.exit(0)
