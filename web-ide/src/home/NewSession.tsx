import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { api, type Language } from '../api/endpoints';
import { showError } from '../ui/errors';
import { LanguageIcon } from '../ui/LanguageIcon';
import { LocalSandboxNote } from './LocalSandboxNote';
import { LanguageStateWords } from './LanguageStateWords';
import styles from './NewSession.module.css';
import { useCatalogue } from './useCatalogue';

export function NewSession() {
  const catalogue = useCatalogue();
  const navigate = useNavigate();
  const [creating, setCreating] = useState<string>();

  const create = async (language: Language) => {
    setCreating(language.id);
    try {
      const { id } = await api.createSession(language.id);
      await navigate(`/s/${id}`);
    } catch (error) {
      setCreating(undefined);
      showError(error);
    }
  };

  return (
    <section aria-label="New session" className={styles.section}>
      <h2>New session</h2>
      <div className={styles.cards}>
        {catalogue?.items.map((language) => (
          <button
            key={language.id}
            type="button"
            className={styles.card}
            aria-label={`New ${language.name} session`}
            disabled={creating !== undefined}
            onClick={() => void create(language)}
          >
            <LanguageIcon id={language.id} size={34} />
            <span className={styles.words}>
              <span className={styles.name}>
                {language.name} <span className={styles.version}>{language.version}</span>
              </span>
              <LanguageStateWords language={language} sandbox={catalogue.sandbox} />
            </span>
          </button>
        )) ?? [0, 1, 2].map((n) => <div key={n} className={styles.skeleton} />)}
      </div>
      {catalogue && <LocalSandboxNote sandbox={catalogue.sandbox} />}
      {catalogue?.sandbox.state === 'unavailable' && (
        <div className={styles.advice} role="note">
          <TriangleAlert size={16} />
          <div>
            <strong>You can edit together, but programs cannot run yet.</strong>{' '}
            {catalogue.sandbox.detail} {catalogue.sandbox.advice}
          </div>
        </div>
      )}
    </section>
  );
}
