import { z } from 'zod';
import {
  AlertChange,
  Preview,
  PreviewRequest,
  RuleChange,
  RuleFileListing,
  RuleGroupChange,
  RuleGroupRemoval,
  RuleGroupStatus,
  RuleRemoval,
} from '../alert-rules.ts';
import { nothing, type Row } from './row.ts';

/** Calls about alert rules and what became of them. */
export const alertRoutes = {
  /** Rule files, and the groups that are evaluated with their alerts. */
  rules: {
    method: 'GET',
    path: '/api/console/rules',
    request: nothing,
    reply: z.object({ files: z.array(RuleFileListing), groups: z.array(RuleGroupStatus) }),
  },
  putRule: { method: 'PUT', path: '/api/console/rules/rule', request: RuleChange, reply: nothing },
  deleteRule: { method: 'DELETE', path: '/api/console/rules/rule', request: RuleRemoval, reply: nothing },
  putRuleGroup: { method: 'PUT', path: '/api/console/rules/group', request: RuleGroupChange, reply: nothing },
  deleteRuleGroup: { method: 'DELETE', path: '/api/console/rules/group', request: RuleGroupRemoval, reply: nothing },
  ruleFile: {
    method: 'GET',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string() }),
    reply: z.object({ file: RuleFileListing.extend({ text: z.string() }) }),
  },
  putRuleFile: {
    method: 'PUT',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string(), text: z.string() }),
    reply: nothing,
    maxBodyBytes: 3_000_000,
  },
  /** Deletes the user's file; a built-in one of that name is in force again. */
  deleteRuleFile: {
    method: 'DELETE',
    path: '/api/console/rules/files/:file',
    request: z.strictObject({ file: z.string() }),
    reply: nothing,
  },
  /** When a rule would have been pending and firing. */
  previewRule: { method: 'POST', path: '/api/console/rules/preview', request: PreviewRequest, reply: Preview },
  /** Changes of state within a range of time, oldest first, and for each alert that stood before it, the change that made it so. */
  alertHistory: {
    method: 'GET',
    path: '/api/console/alerts/history',
    request: z.strictObject({
      limit: z.coerce.number().int().min(1).max(5000).default(1000),
      fromMs: z.coerce.number(),
      toMs: z.coerce.number(),
    }),
    reply: z.object({ before: z.array(AlertChange), changes: z.array(AlertChange) }),
  },
} as const satisfies Record<string, Row>;
