/**
 * The mark: two telltales, the yarns on a sail that show a sailor how the wind flows, streaming from the luff.
 * Green is the starboard one, red the port one.
 */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg className="mark" width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path className="luff" d="M6.5 4v24" />
      <path className="starboard" d="M8.5 11c4-3.600 7 3 11 .4 2.500-1.600 4-2.200 7-1.400" />
      <path className="port" d="M8.500 20.500c4-3.600 7 3 11 .4 2.500-1.600 4-2.200 7-1.400" />
    </svg>
  );
}
