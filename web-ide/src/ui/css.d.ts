import 'react';

declare module 'react' {
  interface CSSProperties {
    /** A person's colour, for the elements that show who somebody is. */
    '--swatch'?: string;
    '--peer'?: string;
    /** A language's hue, in degrees. */
    '--hue'?: number;
  }
}
