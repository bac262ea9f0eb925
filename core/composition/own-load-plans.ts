import { builtInPlans, CodedError, LoadPlan } from '../shared/index.ts';

const KEY = 'load-plans';
const MOST_PLANS = 200;

interface Settings {
  get(key: string): unknown;
  set(key: string, value: unknown): void;
}

/** The load plans a user keeps. One that an earlier version wrote in another form is left out, and stays in the file. */
export function createOwnLoadPlans(settings: Settings) {
  const stored = (): unknown[] => {
    const value = settings.get(KEY);
    return Array.isArray(value) ? value : [];
  };
  const list = (): LoadPlan[] =>
    stored().flatMap((raw) => {
      const plan = LoadPlan.safeParse(raw);
      return plan.success ? [plan.data] : [];
    });
  const others = (name: string) => stored().filter((raw) => (raw as { name?: unknown } | null)?.name !== name);

  return {
    list,
    /** Throws `plan_name_taken` for the name of a built-in plan. */
    save(plan: LoadPlan): void {
      if (builtInPlans.some(({ name }) => name === plan.name))
        throw new CodedError('plan_name_taken', { name: plan.name });
      const kept = others(plan.name);
      if (kept.length >= MOST_PLANS) {
        throw new CodedError('bad_request', { reason: `There are ${MOST_PLANS} plans already. Delete one first.` });
      }
      settings.set(KEY, [...kept, plan]);
    },
    remove(name: string): void {
      if (!list().some((plan) => plan.name === name)) {
        throw new CodedError('not_found', { what: `load plan of your own called "${name}"` });
      }
      settings.set(KEY, others(name));
    },
  };
}
