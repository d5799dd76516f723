import { ChevronDown } from 'lucide-react';
import type { Catalogue, Language } from '../api/endpoints';
import type { DocumentView, SessionDocument } from '../collab/document';
import { Button } from '../ui/Button';
import { LanguageIcon } from '../ui/LanguageIcon';
import { Menu, MenuChoice } from '../ui/Menu';
import styles from './LanguagePicker.module.css';

interface Props {
  document: SessionDocument;
  view: DocumentView;
  catalogue: Catalogue | undefined;
  readOnly: boolean;
  onOpen: (file: string) => void;
}

export function LanguagePicker({ document, view, catalogue, readOnly, onOpen }: Props) {
  const languages = catalogue?.items ?? [];
  const current = languages.find((language) => language.id === view.language);

  const choose = (id: string) => {
    const language = languages.find((each) => each.id === id);
    if (language && id !== view.language) onOpen(switchLanguage(document, view, language));
  };

  return (
    <Menu
      label="Language"
      trigger={
        <Button
          look="ghost"
          disabled={readOnly}
          className={styles.trigger ?? ''}
          aria-label={`Language, ${current?.name ?? view.language ?? 'none'}`}
        >
          <LanguageIcon id={view.language ?? ''} />
          <span>{current?.name ?? view.language}</span>
          <ChevronDown size={14} />
        </Button>
      }
    >
      <MenuChoice
        value={view.language ?? ''}
        onChange={choose}
        options={languages.map((language) => ({
          value: language.id,
          label: language.name,
          icon: <LanguageIcon id={language.id} size={22} />,
          detail: stateWords(language, catalogue),
          hint: language.version,
        }))}
      />
    </Menu>
  );
}

/** The run then starts in that language's usual first file, which is made if it is not there. */
function switchLanguage(document: SessionDocument, view: DocumentView, language: Language): string {
  const present = view.files.find((file) => file.path === language.entry);
  const entry =
    present?.id ?? document.addFile(language.entry, language.template?.[language.entry] ?? '');
  document.setLanguage(language.id, entry);
  return entry;
}

function stateWords(language: Language, catalogue: Catalogue | undefined): string | undefined {
  if (catalogue?.sandbox.state === 'unavailable') return 'Edit only for now';
  switch (language.state) {
    case 'ready':
      return undefined;
    case 'building':
      return language.percent === undefined
        ? 'Being set up'
        : `Being set up, ${language.percent} %`;
    case 'missing':
      return 'Not set up yet';
    case 'failed':
      return 'Could not be set up';
  }
}
