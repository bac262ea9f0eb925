import type { ComponentProps } from 'react';
import { navigate, useAddress, withTime } from '../session/index.ts';

/** A link to a page of the console; it takes the time range along. Modified clicks open tabs as everywhere. */
export function Link({ href, ...rest }: ComponentProps<'a'> & { href: string }) {
  const address = withTime(href, useAddress());
  return (
    <a
      {...rest}
      href={address}
      onClick={(event) => {
        rest.onClick?.(event);
        if (event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        navigate(address);
      }}
    >
      {rest.children}
    </a>
  );
}
