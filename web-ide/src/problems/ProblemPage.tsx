import { lazy, Suspense, useEffect, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { useMe } from '../account/useMe';
import { api } from '../api/endpoints';
import { useCatalogue } from '../home/useCatalogue';
import { mebibytes, seconds } from '../submission/words';
import { Button } from '../ui/Button';
import { showError } from '../ui/errors';
import { LanguageIcon } from '../ui/LanguageIcon';
import { Sorry } from '../ui/Sorry';
import { Level } from './Level';
import { PageFrame } from './PageFrame';
import styles from './ProblemPage.module.css';
import { Samples } from './Samples';
import { StateMark } from './StateMark';
import { useProblem, useProgress } from './useProblems';

const Statement = lazy(() => import('./Statement'));

/** A problem to be read, and the way into a session where it is solved. */
export default function ProblemPage() {
  const { id = '' } = useParams();
  const { problem, error } = useProblem(id);
  const me = useMe();
  const progress = useProgress(me.state === 'known').get(id);
  const name = problem?.name;
  useEffect(() => {
    if (name !== undefined) document.title = `${name} – Code Run`;
  }, [name]);

  if (error) return <Sorry error={error} />;
  if (!problem) return <PageFrame>{null}</PageFrame>;
  return (
    <PageFrame>
      <div className={styles.columns}>
        <article className={styles.card}>
          <h1>{problem.name}</h1>
          <Suspense>
            <Statement problem={id} text={problem.statement} />
          </Suspense>
          <Samples samples={problem.samples} />
        </article>
        <aside className={styles.side}>
          <section className={styles.card}>
            <h2>Solve it</h2>
            {me.state === 'known' ? (
              <Solve problem={id} name={problem.name} languages={problem.languages} />
            ) : (
              <p>
                <Link to="/">Log in</Link> to solve it. Reading needs no login.
              </p>
            )}
          </section>
          <dl className={styles.facts}>
            <dt>My state</dt>
            <dd>
              <StateMark state={progress?.state ?? 'todo'} />
              {progress?.state === 'solved' && progress.firstSolvedAt !== undefined
                ? `solved on ${new Date(progress.firstSolvedAt).toLocaleDateString()}`
                : progress?.state === 'tried'
                  ? `tried ${progress.attempts} times`
                  : 'to do'}
            </dd>
            <dt>Level</dt>
            <dd>
              <Level level={problem.level} />
            </dd>
            <dt>Time</dt>
            <dd>{seconds(problem.limits.cpuMs)}</dd>
            <dt>Memory</dt>
            <dd>{mebibytes(problem.limits.memoryBytes)}</dd>
            <dt>Tests</dt>
            <dd>{problem.tests}</dd>
            {problem.author && (
              <>
                <dt>Author</dt>
                <dd>{problem.author}</dd>
              </>
            )}
            <dt>License</dt>
            <dd>{problem.license}</dd>
          </dl>
        </aside>
      </div>
    </PageFrame>
  );
}

function Solve({
  problem,
  name,
  languages,
}: {
  problem: string;
  name: string;
  languages: readonly string[];
}) {
  const catalogue = useCatalogue();
  const navigate = useNavigate();
  const [creating, setCreating] = useState(false);
  const start = async (language: string) => {
    setCreating(true);
    try {
      const { id } = await api.createSession(language, problem);
      await api.renameSession(id, name);
      await navigate(`/s/${id}`);
    } catch (error) {
      setCreating(false);
      showError(error);
    }
  };
  const allowed = catalogue?.items.filter(
    (language) => languages.length === 0 || languages.includes(language.id),
  );
  return (
    <div className={styles.languages}>
      {allowed?.map((language) => (
        <Button
          key={language.id}
          disabled={creating}
          aria-label={`Solve in ${language.name}`}
          onClick={() => void start(language.id)}
        >
          <LanguageIcon id={language.id} size={18} />
          {language.name}
        </Button>
      ))}
    </div>
  );
}
