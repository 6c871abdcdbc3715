/** The transitions that are timed: a plan drawn up and approved, work begun and one measure done. */
import { openFinding } from '../dist/machines/step.js';

export const people = [
  { id: 'wang', name: 'Wang', email: 'wang@bench.example', unit: 'school' },
  { id: 'chen', name: 'Chen', email: 'chen@bench.example', unit: 'school' },
  { id: 'li', name: 'Li', email: 'li@bench.example', unit: 'inspection' },
];

const owner = { kind: 'person', id: 'wang', unit: 'school' };
const verifier = { kind: 'person', id: 'li', unit: 'inspection' };
const measures = [1, 2, 3].map((no) => ({
  no,
  text: `measure ${no}`,
  unit: 'school',
  person: 'wang',
  dueDate: '2099-12-31',
  acceptanceCriterion: 'seen on site',
  evidenceKinds: ['document'],
}));

const life = [
  { by: owner, event: { type: 'CLAIM' } },
  { by: owner, event: { type: 'SET_MEASURES', measures } },
  { by: owner, event: { type: 'SUBMIT_PLAN' } },
  { by: verifier, event: { type: 'APPROVE_PLAN' } },
  { by: owner, event: { type: 'START' } },
  { by: owner, event: { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' } },
];

export function lifeOf() {
  return life;
}

/** A stored state and an event it takes. */
lifeOf.sample = () => {
  const gates = {
    fiveAssurances: false,
    planMayBeSkipped: false,
    verificationLevels: ['verifier'],
    publicNotice: false,
    recheck: true,
    riskAcceptance: false,
    progressReports: false,
    extensionsMax: 1,
    reopening: { rule: 'fresh' },
  };
  const slots = { actionOwner: 'wang', verifier: 'li' };
  const who = { responsibleUnit: null, slots };
  const input = { class: 'phased', gates, ...who, measures: [], targets: [] };
  const { snapshot } = openFinding(input);
  return { snapshot, event: { type: 'CLAIM', by: owner, at: 0 } };
};
