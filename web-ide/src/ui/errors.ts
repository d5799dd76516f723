import { ApiError } from '../api/http';
import { tell } from './tell';

/** Says what happened, what to do, and the request id to name when asking for help. */
export function showError(error: unknown): void {
  if (error instanceof ApiError) {
    const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
    tell(error.title, { kind: 'error', description: error.detail + request });
  } else {
    tell('Something went wrong in this page', {
      kind: 'error',
      description: 'Reload it. What was saved is safe.',
    });
    console.error(error);
  }
}
