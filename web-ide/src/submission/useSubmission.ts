import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Submission } from '../api/problems';
import { showError } from '../ui/errors';
import { EVENTS, next } from './submissionState';

/** A submission as it is at this moment: followed until it is judged. */
export function useSubmission(id: string | undefined): Submission | undefined {
  const [known, setKnown] = useState<Submission>();
  const client = useQueryClient();

  useEffect(() => {
    if (id === undefined) return;
    let now: Submission | undefined;
    const source = new EventSource(`/api/submissions/${id}/events`);
    const listeners = EVENTS.map((name) => {
      const listener = (event: MessageEvent<string>) => {
        try {
          now = next(now, name, JSON.parse(event.data));
        } catch (error) {
          source.close();
          showError(error);
          return;
        }
        setKnown(now);
        if (name === 'judged') {
          source.close();
          void client.invalidateQueries({ queryKey: ['progress'] });
          void client.invalidateQueries({ queryKey: ['submissions'] });
        }
      };
      source.addEventListener(name, listener);
      return listener;
    });
    return () => {
      source.close();
      EVENTS.forEach((name, i) => {
        const listener = listeners[i];
        if (listener) source.removeEventListener(name, listener);
      });
    };
  }, [id, client]);

  return known?.id === id ? known : undefined;
}
