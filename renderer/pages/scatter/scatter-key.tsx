/** The marks of the plot: shape and colour say the same. */
export const ScatterKey = () => (
  <span className="drift-key">
    <span>
      <svg width="12" height="12" aria-hidden="true">
        <circle className="regular" cx="6" cy="6" r="3.5" />
      </svg>
      regular
    </span>
    <span>
      <svg width="12" height="12" aria-hidden="true">
        <path className="drifted" d="M6 1l5 5-5 5-5-5Z" />
      </svg>
      drift
    </span>
    <span>
      <svg width="20" height="12" aria-hidden="true">
        <path className="threshold" d="M0 6H20" />
      </svg>
      threshold
    </span>
  </span>
);
