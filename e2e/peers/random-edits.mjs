// Random edits of a yjs document, repeatable by their seed.
import * as Y from 'yjs'

/** mulberry32: small, and good enough to choose edits. */
const randomNumbers = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

const WORDS = ['a', 'xy', 'hello', '\n', 'ß', 'Grüße', '日本', '😀', 'a😀b', '👩‍👩‍👧']
const KEYS = ['k0', 'k1', 'k2', 'ключ', '']
const VALUES = [0, 1, -1, 63, 64, -64, 8192, 2147483647, 2147483648, -2147483648, 0.1, 0.5, 1e300, -0, true, false, null,
  'text', '😀', [1, [2, 'x']], { a: 1, b: { c: null } }, []]

const isHigh = (unit) => unit !== undefined && unit >= '\ud800' && unit <= '\udbff'

/**
 * Yjs tears a surrogate pair apart as soon as it looks for a place within it, even if it then changes nothing there, so
 * that nobody else hears of it. Formats, which may change nothing, therefore begin and end beside pairs.
 */
const besidePairs = (text, at) => {
  const units = text.toDelta().flatMap(({ insert }) => typeof insert === 'string' ? insert.split('') : ['?'])
  let beside = at
  while (isHigh(units[beside - 1]) && beside < units.length) beside++
  return beside
}

/** Makes one transaction of a few random operations, or undoes or redoes some. */
export const edit = (peer, seed, features) => {
  const random = randomNumbers(seed)
  const below = (bound) => Math.floor(random() * bound)
  const pick = (list) => list[below(list.length)]
  const { doc } = peer

  if (features.has('undo')) {
    peer.undo ??= new Y.UndoManager(['t', 'a', 'm'].map((name) => doc.share.get(name)), { captureTimeout: 0 })
    const choice = below(8)
    if (choice === 0) return peer.undo.undo()
    if (choice === 1) return peer.undo.redo()
  }

  const newType = () => pick([() => new Y.Text(pick(WORDS)), () => new Y.Map(), () => new Y.Array(), () => new Y.Text()])()
  const newValue = () => {
    if (below(12) === 0) return new Uint8Array([1, 2, 3])
    if (features.has('subdocuments') && below(12) === 0) return new Y.Doc({ guid: 'sub' + below(100) })
    return below(4) === 0 ? newType() : pick(VALUES)
  }

  const collect = (type, found) => {
    found.push(type)
    if (type instanceof Y.Map) type.forEach((value) => { if (value instanceof Y.AbstractType) collect(value, found) })
    else if (type instanceof Y.Array || type instanceof Y.XmlFragment) {
      type.toArray().forEach((value) => { if (value instanceof Y.AbstractType) collect(value, found) })
    }
    return found
  }
  const roots = ['t', 'a', 'm'].concat(features.has('xml') ? ['x'] : []).map((name) => doc.share.get(name))

  const editText = (text) => {
    if (text instanceof Y.XmlText && below(4) === 0) return editAttributes(text)
    const choice = below(10)
    if (choice < 5 || text.length === 0) {
      const at = below(text.length + 1)
      if (features.has('formats') && below(3) === 0) text.insert(at, pick(WORDS), { [pick(['bold', 'italic'])]: pick([true, null]) })
      else text.insert(at, pick(WORDS))
    } else if (features.has('formats') && choice < 7) {
      const from = besidePairs(text, below(text.length))
      const to = besidePairs(text, Math.min(text.length, from + 1 + below(text.length)))
      if (from < to) text.format(from, to - from, { [pick(['bold', 'color'])]: pick([true, 'red', null]) })
    } else if (features.has('formats') && choice === 7) {
      text.insertEmbed(below(text.length + 1), below(3) === 0 ? newType() : pick([{ image: 'x' }, { n: 1 }]))
    } else {
      const from = below(text.length)
      text.delete(from, 1 + below(Math.min(8, text.length - from)))
    }
  }
  const editArray = (array) => {
    if (array.length > 0 && below(3) === 0) {
      const from = below(array.length)
      array.delete(from, 1 + below(Math.min(3, array.length - from)))
    } else {
      array.insert(below(array.length + 1), Array.from({ length: 1 + below(3) }, newValue))
    }
  }
  const editMap = (map) => {
    if (below(4) === 0) map.delete(pick(KEYS))
    else map.set(pick(KEYS), newValue())
  }
  const editAttributes = (xml) => {
    if (below(4) === 0) xml.removeAttribute(pick(KEYS))
    else xml.setAttribute(pick(KEYS), below(3) === 0 ? newValue() : pick(WORDS))
  }
  const newXml = () => pick([() => new Y.XmlElement(pick(['p', 'div'])), () => new Y.XmlText(pick(WORDS)), () => new Y.XmlHook('hook')])()
  const editXml = (xml) => {
    if (xml instanceof Y.XmlElement && below(2) === 0) {
      editAttributes(xml)
    } else if (xml.length > 0 && below(3) === 0) {
      xml.delete(below(xml.length), 1)
    } else {
      xml.insert(below(xml.length + 1), [newXml()])
    }
  }

  doc.transact(() => {
    for (let count = 1 + below(3); count > 0; count--) {
      const type = pick(collect(pick(roots), []))
      if (type instanceof Y.Text) editText(type)
      else if (type instanceof Y.Array) editArray(type)
      else if (type instanceof Y.Map) editMap(type)
      else editXml(type)
    }
  })
}
