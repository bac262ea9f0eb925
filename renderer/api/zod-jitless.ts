import { z } from 'zod';

// Must be the first import of the page. Schemas decide when they are made whether they may compile themselves with
// `new Function`; the content security policy forbids it, and the mere attempt would be reported as a violation.
z.config({ jitless: true });
