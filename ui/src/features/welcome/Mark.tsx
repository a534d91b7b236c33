/** The application's mark, as in `icons/src.svg`: a table whose last cell is just being fetched. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 512 512" className={className} aria-hidden="true">
      <defs>
        <linearGradient id="mark-ground" x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="#2b8af0" />
          <stop offset="1" stopColor="#1556c0" />
        </linearGradient>
      </defs>
      <rect width="512" height="512" rx="116" fill="url(#mark-ground)" />
      <g fill="#ffffff">
        <rect x="96" y="96" width="128" height="128" rx="24" />
        <rect x="96" y="288" width="128" height="128" rx="24" />
        <rect x="288" y="288" width="128" height="128" rx="24" />
      </g>
      <path
        d="M352 96 V208 M288 160 L352 224 L416 160"
        fill="none"
        stroke="#ffd43b"
        strokeWidth="52"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
