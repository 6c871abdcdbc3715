/** Wires everything: one open database, the engine on it, and what workers and HTTP need. */
import { uuidv7 } from './ids.ts';
import { createCalendarLoading, type CalendarLoading } from './calendar-loading.ts';
import { createChecklists, type Checklists } from './checklists/checklists.ts';
import { createLiveCalendar, type LoadableCalendar } from './calendar/live-calendar.ts';
import { templateNames } from './channels/texts.ts';
import type { RehearsalReport } from './engine/rehearsal/report.ts';
import { checked } from './checked.ts';
import { createFindingTimes, type FindingTimes } from './finding-times.ts';
import { createLikenessViews, type LikenessViews } from './likeness-views.ts';
import { readSignals } from './signals.ts';
import type { Signal } from './signals/signal.ts';
import { simulate, type LiveItems, type SimulateRequest } from './simulating.ts';
import { createDelegations, type Delegations } from './directory/delegations.ts';
import { createImports, type Imports } from './imports/imports.ts';
import type { PlanningPorts } from './imports/planned-import.ts';
import { sendingRulesSchema, type SendingRules } from './engine/notices/sending-rules.ts';
import { createDirectoryTables, type DirectoryTables } from './directory/tables.ts';
import { createDuties, type Duties } from './engine/duties/duties.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import { dutyPortfolio } from './store/duty-portfolio.ts';
import { createDutyLedger } from './store/duty-rows.ts';
import { createDutyViews, type DutyViews } from './store/duty-views.ts';
import { createMessaging, type Messaging } from './messaging.ts';
import { nowOf } from './engine/now.ts';
import type { FileStore } from './files/file-store.ts';
import type { Policy } from './engine/policy.ts';
import type { Clock, Directory, EnginePorts, PolicyBook } from './engine/ports.ts';
import { createRuleMigrations, type RuleMigrations } from './engine/migrate-rules.ts';
import type { Chain } from './engine/proof/chains.ts';
import { verifyChains, type Verified } from './engine/proof/verify.ts';
import { unapprovableIn, type Unapprovable } from './policy/nobody-approves.ts';
import { checkedPolicy } from './policy/policy-check.ts';
import { readShippedPolicies } from './policy/policy-files.ts';
import { registerPolicies, type PolicyShelf } from './policy/registry.ts';
import { createRounds, type Rounds } from './rounds/rounds.ts';
import { readLayers } from './store/calendar-layers.ts';
import { chains } from './store/chains.ts';
import { certificatesOf, type Certificate } from './store/certificates.ts';
import { createFindingViews, type FindingViews } from './store/finding-views.ts';
import { createLedger } from './store/ledger.ts';
import { assertMigrated, migrate } from './store/migrate.ts';
import { addPolicyRows, readPolicyRows } from './store/policy-rows.ts';
import { openDatabase, type Database, type DatabaseOptions } from './store/open-database.ts';
import { migrationCandidates } from './store/migration-candidates.ts';
import { namedParties } from './store/named-parties.ts';
import type { Pool, Queryable } from './store/pool.ts';
import { portfolio } from './store/portfolio.ts';
import { createSurveys, type Surveys } from './surveys/surveys.ts';
import { databaseClock } from './virtual-clock.ts';

export interface RectiflowOptions {
  /** `postgres://…`. Without it the database is PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database, or `memory://`. Default `memory://`. */
  readonly dataDir?: string | undefined;
  /** PostgreSQL schema, default `rectiflow`. */
  readonly schema?: string | undefined;
  /** The organisation's time zone, default `Asia/Shanghai`. */
  readonly zone?: string | undefined;
  /** Default: the database's own clock. */
  readonly clock?: Clock | undefined;
  /** Who holds which post. Default: the built-in tables. */
  readonly directory?: Directory | undefined;
  /** Policies besides the shipped ones; the last is the current one. Default: `cn-inspection`. */
  readonly policies?: readonly unknown[] | undefined;
  /** Calendar layers: the organisation's own days, or another base than the shipped Chinese one. */
  readonly calendars?: readonly unknown[] | undefined;
  /** When people may be written to, and how often. Default: working days, one digest a day. */
  readonly sending?: Partial<SendingRules> | undefined;
  /** Where the files of evidence are kept. Default: nowhere, and none are taken in. */
  readonly files?: FileStore | undefined;
  /** `apply` brings the database up to date; `require` (default for a server) refuses one that is not. */
  readonly migrations?: 'apply' | 'require' | undefined;
  /** Told of connections that broke while nobody waited for them. */
  readonly onError?: ((error: Error) => void) | undefined;
  readonly loadDataDir?: DatabaseOptions['loadDataDir'];
}

export interface Rectiflow extends Messaging, LikenessViews, AsyncDisposable {
  readonly engine: Engine;
  readonly findings: FindingViews;
  /** Where the files of evidence are kept, or null. */
  readonly files: FileStore | null;
  readonly duties: Duties;
  readonly dutyViews: DutyViews;
  /** The built-in directory tables, used unless the host brings its own directory. */
  readonly directory: DirectoryTables & Delegations;
  readonly calendar: LoadableCalendar;
  readonly database: Database;
  /** Takes up next year's holidays, or the organisation's own days, and counts open clocks anew. */
  readonly calendarLoading: CalendarLoading;
  /** Who would get what in the days to come, when and why. Writes nothing. Throws `request_invalid`. */
  simulate(request: SimulateRequest): Promise<RehearsalReport>;
  readonly times: FindingTimes;
  /** Checklists gone through: findings are opened for what has failed. */
  readonly checklists: Checklists;
  /** Documents taken in: looked at first, kept, and recognised when they come again. */
  readonly imports: Imports;
  /** A round in figures, gaps in its plans, vacant posts, and draws for re-inspection. */
  readonly rounds: Rounds;
  /** 满意度测评: questionnaires sent out over a round or a finding, and what the answers come to. */
  readonly surveys: Surveys;
  /** What nobody could ever approve under the policies at hand: the rules fail closed there. */
  readonly unapprovable: readonly Unapprovable[];
  /** Moves findings under way to another version of their rules, looked at first, and back. */
  readonly ruleMigrations: RuleMigrations;
  /** The certificates of its closures, the latest first; null where there is no such finding. */
  certificates(findingId: string): Promise<readonly Certificate[] | null>;
  /** What a verifier may want to ask before closing it; null where there is no such finding. */
  signals(findingId: string): Promise<readonly Signal[] | null>;
  /** Every chain beside what is stored of it: what `verify` reads, and an export writes. */
  chains(): AsyncIterable<Chain>;
  verify(): Promise<Verified>;
  close(): Promise<void>;
}

/** Opens a rectiflow. Close it, or use `await using`. */
export async function openRectiflow(options: RectiflowOptions = {}): Promise<Rectiflow> {
  const shipped = await readShippedPolicies(templateNames);
  const own = (options.policies ?? []).map((policy) => checkedPolicy(policy, templateNames));
  const database = await openDatabase({
    url: options.databaseUrl,
    dataDir: options.dataDir ?? 'memory://',
    schema: options.schema ?? 'rectiflow',
    onError: options.onError,
    ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
  });
  try {
    const mode = options.migrations ?? (database.kind === 'server' ? 'require' : 'apply');
    await (mode === 'apply' ? migrate(database) : assertMigrated(database));
    return await assembled(database, options, [...shipped, ...own]);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function assembled(
  database: Database,
  options: RectiflowOptions,
  given: readonly Policy[],
): Promise<Rectiflow> {
  const { store } = database;
  const calendar = createLiveCalendar({
    zone: options.zone ?? 'Asia/Shanghai',
    layers: options.calendars,
    read: () => readLayers(store),
  });
  const { policies, unapprovable } = await policiesAtHand(store, given);
  const tables = createDirectoryTables(store, calendar);
  const ledger = createLedger(store);
  const ports: EnginePorts = {
    ledger,
    others: ledger,
    clock: options.clock ?? databaseClock,
    directory: options.directory ?? tables,
    calendar,
    policies,
    newId: uuidv7,
  };
  // Takes up the calendar data that was loaded before.
  await nowOf(ports);
  const sending = checked(sendingRulesSchema, options.sending ?? {});
  const close = () => database.close();
  const findings = createFindingViews(store, calendar);
  const live: LiveItems = {
    findings: (round) => portfolio(store, round),
    duties: (round) => dutyPortfolio(store, round),
  };
  return {
    engine: createEngine(ports),
    findings,
    files: options.files ?? null,
    duties: createDuties({ ...ports, calendar, duties: createDutyLedger(store) }),
    dutyViews: createDutyViews(store, calendar),
    times: createFindingTimes(ports, store, findings),
    checklists: createChecklists(ports, store),
    imports: createImports({ ...ports, ...lookingUp(store, calendar, options) }, store),
    rounds: createRounds(ports, store),
    surveys: createSurveys(ports, store),
    unapprovable,
    ...createLikenessViews(store, calendar),
    ruleMigrations: createRuleMigrations(ports, migrationCandidates(store)),
    certificates: (findingId) => certificatesOf(store, findingId, calendar),
    signals: (findingId) => readSignals(store, calendar, findingId),
    calendarLoading: createCalendarLoading({ ...ports, calendar }, store, () => live.findings()),
    simulate: (request) => simulate({ ...ports, calendar }, templateNames, live, request),
    ...createMessaging(ports, store, findings, sending),
    directory: { ...tables, ...createDelegations(store, calendar, () => nowOf(ports)) },
    calendar,
    database,
    chains: () => chains(store),
    verify: () => verifyChains(chains(store)),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What is looked up for a document that is to be taken in. */
function lookingUp(
  store: Pool,
  calendar: LoadableCalendar,
  { directory }: RectiflowOptions,
): PlanningPorts {
  const likeness = createLikenessViews(store, calendar);
  return {
    similar: (query) => likeness.similar(query),
    // A host's own directory has codes of its own: the names of the built-in one would mislead.
    names: (names) => namedParties(store, directory === undefined ? names : []),
  };
}

/** Those given, and those that findings of this ledger were opened under. */
async function policiesAtHand(
  store: Queryable,
  given: readonly Policy[],
): Promise<{ readonly policies: PolicyBook } & Pick<Rectiflow, 'unapprovable'>> {
  const shelf: PolicyShelf = {
    read: () => readPolicyRows(store),
    add: (policies) => addPolicyRows(store, policies),
  };
  const policies = await registerPolicies(given, shelf, templateNames);
  const kept = await shelf.read();
  return { policies, unapprovable: unapprovableIn(kept.map((ref) => policies.get(ref))) };
}
