import { toast } from 'sonner';

export async function copyText(text: string, done: string, detail?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast.success(done, detail === undefined ? {} : { description: detail });
  } catch {
    // Browsers allow it on secure pages alone.
    toast('Copy it from here', { description: text, duration: 20_000 });
  }
}
