// Writes documents made by yjs as fixtures for session-engine's tests:
//   node e2e/peers/make-fixtures.mjs > session-engine/src/test/resources/dev/coderun/session/crdt/yjs-documents.txt
//
// A line is a document: name, its updates, whole state in format v1, in format v2, state vector, snapshot. Fields are
// separated by blanks, updates by commas, bytes are hexadecimal, nothing is "-".
import * as Y from 'yjs'
import { edit } from './random-edits.mjs'

const hex = (bytes) => Buffer.from(bytes).toString('hex')

const print = (name, doc, updates) => console.log([
  name, updates.map(hex).join(',') || '-', hex(Y.encodeStateAsUpdate(doc)), hex(Y.encodeStateAsUpdateV2(doc)),
  hex(Y.encodeStateVector(doc)), hex(Y.encodeSnapshot(Y.snapshot(doc)))
].join(' '))

const newDoc = (clientId, updates) => {
  const doc = new Y.Doc()
  doc.clientID = clientId
  for (const name of ['t', 'a', 'm']) doc.get(name, { t: Y.Text, a: Y.Array, m: Y.Map }[name])
  doc.getXmlFragment('x')
  doc.on('update', (update) => updates.push(update))
  return doc
}

const single = (name, clientId, make) => {
  const updates = []
  const doc = newDoc(clientId, updates)
  make(doc)
  print(name, doc, updates)
}

single('empty', 1, () => {})
single('text', 1, (doc) => {
  doc.getText('t').insert(0, 'hello')
  doc.getText('t').insert(5, ' world')
  doc.getText('t').delete(2, 6)
})
single('surrogates', 2 ** 32 + 5, (doc) => {
  doc.getText('t').insert(0, 'a😀b')
  doc.getText('t').insert(2, 'X')
})
single('formats', 7, (doc) => {
  doc.getText('t').insert(0, 'bold and not')
  doc.getText('t').format(0, 4, { bold: true })
  doc.getText('t').insertEmbed(4, { image: 'x.png' })
})
single('nested', 2 ** 53 - 2, (doc) => {
  const file = new Y.Map()
  doc.getMap('m').set('file', file)
  file.set('path', 'main.py')
  file.set('text', new Y.Text('print(1)\n'))
  file.get('text').insert(6, '4')
  doc.getArray('a').push([1, 'two', null, [3], { four: 4 }, new Uint8Array([5])])
  doc.getMap('m').set('big', 2n ** 40n)
  doc.getMap('m').set('absent', undefined)
  doc.getMap('m').set('gone', new Y.Array())
  doc.getMap('m').get('gone').push([new Y.Text('deep')])
  doc.getMap('m').delete('gone')
})
single('xml', 3, (doc) => {
  const element = new Y.XmlElement('p')
  doc.getXmlFragment('x').insert(0, [element, new Y.XmlText('text'), new Y.XmlHook('hook')])
  element.setAttribute('class', 'wide')
  element.insert(0, [new Y.XmlElement('b')])
})
single('subdocument', 4, (doc) => doc.getMap('m').set('sub', new Y.Doc({ guid: 'sub-1', autoLoad: true, meta: { a: 1 } })))

for (let session = 1; session <= 8; session++) {
  const updates = []
  const docs = [11, 2 ** 31, 2 ** 40].map((clientId) => newDoc(clientId, updates))
  const peers = docs.map((doc) => ({ doc, undo: null }))
  for (let step = 0; step < 60; step++) {
    edit(peers[(step * 7 + session) % 3], session * 1000 + step, new Set(['formats', 'xml', 'subdocuments']))
    if (step % 5 === 4) {
      const from = docs[step % 3]
      const to = docs[(step + 1) % 3]
      Y.applyUpdate(to, Y.encodeStateAsUpdate(from, Y.encodeStateVector(to)))
    }
  }
  const whole = newDoc(5, updates)
  for (const doc of docs) Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc))
  print(`session-${session}`, whole, updates)
}
