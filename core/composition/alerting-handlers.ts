import {
  editRuleFile,
  isRuleFileName,
  NoPreview,
  previewRule,
  RuleFileError,
  type RuleFiles,
  RuleGone,
  type RuleGroups,
  type RuleWorld,
  checkGroup,
} from '../alerts/index.ts';
import { toGroupStatus } from './alerting-status.ts';
import { type Engine, PromqlError } from '../promql/index.ts';
import {
  CodedError,
  type PreviewRequest,
  reasonOf,
  type RuleChange,
  type RuleGroupChange,
  type RuleRemoval,
} from '../shared/index.ts';
import type { AlertChangeRepository } from '../store/index.ts';

interface AlertingHandlerOptions {
  files: RuleFiles;
  groups: RuleGroups;
  /** Takes the files anew. */
  refresh(): Promise<void>;
  engine: Engine;
  world: RuleWorld;
  history: Pick<AlertChangeRepository, 'between' | 'standingAt'>;
}

const emptyFile = 'groups: []\n';

/** The calls of the page about rules and alerts. */
export function alertingHandlers({ files, groups, refresh, engine, world, history }: AlertingHandlerOptions) {
  const find = (name: string) => files.list().find((file) => file.name === name);

  /** Writes what `edit` makes of a file's text, and has it evaluated. A text that is no rule file changes nothing. */
  async function change(name: string, edit: (text: string) => string): Promise<Record<string, never>> {
    requireName(name);
    const file = find(name);
    if (file && file.faults.length > 0)
      refuse(name, `the file is not in order (${new RuleFileError(file.faults).message}). Correct that first`);
    try {
      files.write(name, edit(file?.text ?? emptyFile));
    } catch (error) {
      if (error instanceof RuleGone) throw new CodedError('rules_changed', { file: name, what: error.what });
      if (error instanceof CodedError) throw error;
      refuse(name, reasonOf(error));
    }
    await refresh();
    return {};
  }

  return {
    rules() {
      const found = files.list();
      return {
        files: found.map(({ name, origin, faults }) => ({ name, origin, faults: [...faults] })),
        groups: groups.list().map((group) => toGroupStatus(group, found)),
      };
    },
    putRule: ({ file, group, interval, replaces, rule }: RuleChange) =>
      change(file, (text) => editRuleFile.putRule(text, { name: group, interval }, replaces, rule)),
    deleteRule: ({ file, group, index, name }: RuleRemoval) =>
      change(file, (text) => editRuleFile.removeRule(text, group, { index, name })),
    putRuleGroup: ({ file, replaces, group }: RuleGroupChange) =>
      change(file, (text) => editRuleFile.putGroup(text, replaces, group)),
    deleteRuleGroup: ({ file, group }: { file: string; group: string }) =>
      change(file, (text) => editRuleFile.removeGroup(text, group)),

    ruleFile({ file: name }: { file: string }) {
      const file = find(name);
      if (!file) throw new CodedError('not_found', { what: `rule file ${name}` });
      const { origin, faults, text } = file;
      return { file: { name, origin, faults: [...faults], text } };
    },
    async putRuleFile({ file, text }: { file: string; text: string }) {
      requireName(file);
      try {
        files.write(file, text);
      } catch (error) {
        refuse(file, reasonOf(error));
      }
      await refresh();
      return {};
    },
    async deleteRuleFile({ file }: { file: string }) {
      requireName(file);
      if (!files.remove(file)) {
        const isBuiltIn = find(file) !== undefined;
        if (!isBuiltIn) throw new CodedError('not_found', { what: `rule file ${file}` });
        throw new CodedError('bad_request', {
          reason: `${file} comes with Telltale and stays. Delete the rules in it instead.`,
        });
      }
      await refresh();
      return {};
    },

    async previewRule({ rule, interval, fromMs, toMs }: PreviewRequest) {
      const faults = checkGroup({ name: 'preview', rules: [rule] });
      if (faults.length > 0)
        throw new CodedError('bad_request', { reason: faults.map(({ reason }) => reason).join('; ') });
      try {
        return await previewRule(engine, world, { rule, interval, fromMs, toMs });
      } catch (error) {
        if (error instanceof NoPreview || error instanceof PromqlError || error instanceof RangeError)
          throw new CodedError('bad_request', { reason: reasonOf(error) });
        throw error;
      }
    },

    alertHistory: ({ fromMs, toMs, limit }: { fromMs: number; toMs: number; limit: number }) => ({
      before: history.standingAt(fromMs),
      changes: history.between(fromMs, toMs, limit),
    }),
  };
}

function requireName(name: string): void {
  if (isRuleFileName(name)) return;
  const reason = `"${name}" is no name for a rule file. Use letters, digits, dots and dashes, and end it in .yml.`;
  throw new CodedError('bad_request', { reason });
}

function refuse(file: string, reason: string): never {
  throw new CodedError('invalid_rules', { file, reason });
}
