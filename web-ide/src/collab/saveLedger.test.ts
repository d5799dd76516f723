import { expect, test } from 'vitest';
import { SaveLedger } from './saveLedger';

test('nothing typed and nothing sent is saved', () => {
  expect(new SaveLedger().everythingStored).toBe(true);
});

test('an edit is unsaved until its frame is stored', () => {
  const ledger = new SaveLedger();
  ledger.connectionOpened();
  ledger.edited();
  ledger.frameSent();
  ledger.edited();
  ledger.frameSent();

  ledger.stored(1);
  expect(ledger.unsavedEdits).toBe(1);
  expect(ledger.everythingStored).toBe(false);

  ledger.stored(2);
  expect(ledger.unsavedEdits).toBe(0);
  expect(ledger.everythingStored).toBe(true);
});

test('edits made while offline count until the next connection stored its step 2', () => {
  const ledger = new SaveLedger();
  ledger.connectionOpened();
  ledger.edited();
  ledger.frameSent();
  ledger.edited();
  ledger.edited();
  expect(ledger.unsavedEdits).toBe(3);

  ledger.connectionOpened();
  ledger.frameSent();
  expect(ledger.unsavedEdits).toBe(3);
  ledger.stored(1);
  expect(ledger.everythingStored).toBe(true);
});

test('an answer that counts too far or comes twice changes nothing', () => {
  const ledger = new SaveLedger();
  ledger.connectionOpened();
  ledger.edited();
  ledger.frameSent();

  ledger.stored(9);
  ledger.edited();
  ledger.stored(1);

  expect(ledger.unsavedEdits).toBe(1);
});
