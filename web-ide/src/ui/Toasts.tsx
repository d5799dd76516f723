import { Toaster } from 'sonner';
import { useStore } from './store';
import { isDark } from './theme';

export { toast } from 'sonner';

/** Where notices show themselves. Nobody's first sight: `tell` and the page fetch it after that. */
export default function Toasts() {
  const dark = useStore(isDark);
  return (
    <Toaster
      theme={dark ? 'dark' : 'light'}
      position="bottom-left"
      toastOptions={{ duration: 7000 }}
    />
  );
}
