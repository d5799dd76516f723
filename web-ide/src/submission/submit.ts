import { problemsApi } from '../api/problems';
import type { Session } from '../session/session';
import { showError } from '../ui/errors';

const PATIENCE_MS = 5000;

/** Hands in what the server holds, once it holds what was typed here. Answers the submission's id. */
export async function submit(session: Session, problem: string): Promise<string | undefined> {
  try {
    await stored(session);
    return (await problemsApi.submitSession(problem, session.id)).id;
  } catch (error) {
    showError(error);
    return undefined;
  }
}

function stored(session: Session): Promise<void> {
  const { link } = session;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (!link.status().saved) return;
      done();
      resolve();
    };
    const late = setTimeout(() => {
      done();
      reject(
        new Error('What you typed has not reached the server. Submit again once it is saved.'),
      );
    }, PATIENCE_MS);
    const unsubscribe = link.subscribe(look);
    const done = () => {
      clearTimeout(late);
      unsubscribe();
    };
    look();
  });
}
