import { tell } from './tell';

export async function copyText(text: string, done: string, detail?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    tell(done, { kind: 'success', ...(detail !== undefined && { description: detail }) });
  } catch {
    // Browsers allow it on secure pages alone.
    tell('Copy it from here', { description: text, duration: 20_000 });
  }
}
