/** The colours that the server takes, which are readable in dark and light. */
export const CARET_COLORS: readonly { value: string; word: string }[] = [
  { value: '#c2410c', word: 'Orange' },
  { value: '#b45309', word: 'Amber' },
  { value: '#4d7c0f', word: 'Lime' },
  { value: '#15803d', word: 'Green' },
  { value: '#0f766e', word: 'Teal' },
  { value: '#0e7490', word: 'Cyan' },
  { value: '#0369a1', word: 'Sky' },
  { value: '#1d4ed8', word: 'Blue' },
  { value: '#6d28d9', word: 'Violet' },
  { value: '#a21caf', word: 'Fuchsia' },
  { value: '#be185d', word: 'Pink' },
  { value: '#be123c', word: 'Red' },
];
