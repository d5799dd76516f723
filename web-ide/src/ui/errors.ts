import { toast } from 'sonner';
import { ApiError } from '../api/http';

/** Says what happened, what to do, and the request id to name when asking for help. */
export function showError(error: unknown): void {
  if (error instanceof ApiError) {
    const request = error.requestId === undefined ? '' : ` (request ${error.requestId})`;
    toast.error(error.title, { description: error.detail + request });
  } else {
    toast.error('Something went wrong in this page', {
      description: 'Reload it. What was saved is safe.',
    });
    console.error(error);
  }
}
