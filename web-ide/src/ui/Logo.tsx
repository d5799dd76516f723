export function Logo({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="8" fill="var(--accent)" />
      <path
        d="M7.500 10.500 13 16l-5.500 5.500"
        fill="none"
        stroke="var(--on-accent)"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="M17 10.200v11.600a.8.8 0 0 0 1.200.7l8.600-5.800a.85.85 0 0 0 0-1.400l-8.600-5.800a.8.8 0 0 0-1.200.7Z"
        fill="var(--on-accent)"
      />
    </svg>
  );
}
