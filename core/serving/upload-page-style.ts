/** Style of the page at /. */
export const uploadPageStyle = `:root {
  color-scheme: light dark;
  --ground: light-dark(#f7f5f2, #16171a);
  --card: light-dark(#ffffff, #1f2125);
  --ink: light-dark(#1c1b19, #ecebe8);
  --faint: light-dark(#6b675f, #9b978f);
  --line: light-dark(#ddd8cf, #35373d);
  --accent: light-dark(#c2410c, #fb923c);
  --bar: light-dark(#f3d9c9, #4a2f1e);
  --bad: light-dark(#b42318, #ff8a7a);
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body {
  margin: 0;
  min-height: 100vh;
  display: grid;
  place-items: start center;
  padding: 6vh 1rem 2rem;
  background: var(--ground);
  color: var(--ink);
  font: 16px/1.5 system-ui, sans-serif;
}
main { width: min(34rem, 100%); display: grid; gap: 1.25rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; letter-spacing: -0.01em; }
header p { margin: 0.35rem 0 0; color: var(--faint); }
#drop {
  position: relative;
  display: grid;
  place-items: center;
  min-height: 15rem;
  border: 1.5px dashed var(--line);
  border-radius: 14px;
  background: var(--card);
  text-align: center;
  cursor: pointer;
  overflow: hidden;
  transition: border-color 0.15s;
}
#drop:hover, #drop.over, #drop:focus-within { border-color: var(--accent); }
#drop:focus-within { outline: 2px solid var(--accent); outline-offset: 2px; }
#file { position: absolute; opacity: 0; pointer-events: none; }
#preview { display: block; max-width: 100%; max-height: 22rem; }
#invitation strong { color: var(--accent); }
small, #note, footer { color: var(--faint); font-size: 0.85rem; }
#result { display: grid; gap: 0.75rem; }
#result p { margin: 0; }
#answer { display: flex; justify-content: space-between; align-items: baseline; gap: 1rem; }
#prediction { font-size: 1.5rem; font-weight: 650; }
#confidence { font-size: 1.5rem; font-variant-numeric: tabular-nums; color: var(--accent); }
#problem { color: var(--bad); }
#classes { list-style: none; margin: 0; padding: 0; display: grid; gap: 3px; }
#classes li { position: relative; display: flex; justify-content: space-between; padding: 0.2rem 0.6rem; border-radius: 5px; overflow: hidden; }
#classes div { position: absolute; inset: 0 auto 0 0; background: var(--bar); border-radius: 5px; }
#classes span { position: relative; font-variant-numeric: tabular-nums; }
footer { display: flex; justify-content: space-between; border-top: 1px solid var(--line); padding-top: 0.9rem; }
nav { display: flex; gap: 1rem; }
a { color: inherit; }
@media (prefers-reduced-motion: reduce) { * { transition: none; } }
`;
