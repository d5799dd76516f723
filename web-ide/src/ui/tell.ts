import type { ExternalToast } from 'sonner';

/** A notice that goes by itself. One that is told before its library is there shows when it is. */
export function tell(
  title: string,
  { kind, ...more }: ExternalToast & { kind?: 'success' | 'error' } = {},
): void {
  void import('./Toasts').then(({ toast }) => {
    if (kind === undefined) toast(title, more);
    else toast[kind](title, more);
  });
}
