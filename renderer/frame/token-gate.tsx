import { type FormEvent, useState } from 'react';
import { Button } from '../controls/index.ts';
import { Mark } from './mark.tsx';

/** Stands where the page would be when the browser has no token for this console. */
export function TokenGate() {
  const [token, setToken] = useState('');
  const enter = (event: FormEvent) => {
    event.preventDefault();
    if (token.trim() !== '') window.location.assign(`/?token=${encodeURIComponent(token.trim())}`);
  };
  return (
    <main className="token-gate">
      <form onSubmit={enter}>
        <Mark size={40} />
        <h1>This console needs its token</h1>
        <p>Telltale printed an address with a token when it started. Open that address, or paste the token here.</p>
        <label className="field">
          Token
          <input type="password" value={token} autoComplete="off" onChange={(event) => setToken(event.target.value)} />
        </label>
        <Button type="submit" look="primary">
          Open the console
        </Button>
      </form>
    </main>
  );
}
