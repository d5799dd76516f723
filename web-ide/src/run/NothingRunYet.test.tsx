// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Language, LanguageState, SandboxState } from '../api/endpoints';
import { NothingRunYet } from './NothingRunYet';

const READY: SandboxState = {
  state: 'ready',
  kind: 'docker',
  detail: undefined,
  advice: undefined,
  notGuaranteed: [],
};

function python(state: LanguageState, percent?: number): Language {
  return {
    id: 'python',
    name: 'Python',
    version: '3.13',
    uses: undefined,
    entry: 'main.py',
    monaco: 'python',
    state,
    detail: undefined,
    percent,
    template: undefined,
  };
}

function shown(sandbox: Partial<SandboxState>, language = python('ready')): string {
  const catalogue = { items: [language], sandbox: { ...READY, ...sandbox } };
  return renderToStaticMarkup(<NothingRunYet catalogue={catalogue} language="python" />);
}

test('where no engine answers it is said, and what to install', () => {
  const page = shown({
    state: 'unavailable',
    detail: 'No Docker engine answers.',
    advice: 'Install docker.io.',
  });

  expect(page).toContain('Programs cannot run yet');
  expect(page).toContain('No Docker engine answers. Install docker.io.');
  expect(page).not.toContain('Press Run');
});

test('an image that is being built shows how far it is', () => {
  expect(shown({}, python('building', 40))).toContain('Being set up, 40 %');
  expect(shown({}, python('ready'))).not.toContain('Being set up');
});

test('it is said where programs run without containers, and what that does not promise', () => {
  const page = shown({ kind: 'local', notGuaranteed: ['Programs share the kernel.'] });

  expect(page).toContain('Programs run on this machine without containers.');
  expect(page).toContain('Programs share the kernel.');
  expect(page).toContain('Press Run');
});
