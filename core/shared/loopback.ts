/**
 * Whether a URL's host is this machine by its very name: localhost and names under it (RFC 6761), 127.0.0.0/8, ::1. A
 * name that merely resolves here today is not. Expects a host as `new URL(...)` writes it: lower case, IPv4 in four parts.
 */
export function isLoopbackHost(hostname: string): boolean {
  if (hostname === 'localhost' || hostname.endsWith('.localhost')) return true;
  return hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}
