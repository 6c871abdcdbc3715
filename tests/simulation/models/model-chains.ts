/** The modelled database as chains, as `verify` reads them. */
import type { Chain } from '../../../src/engine/proof/chains.ts';
import type { DatabaseModel } from './database-model.ts';

export function* chainsOf(db: DatabaseModel): Generator<Chain> {
  for (const [subjectId, { row, standing }] of db.findings) {
    const { version, headHash, snapshot, policy, machineVersion } = row;
    const { openedAt, updatedAt, closedAt } = row;
    const { class: rectification, responsibleUnit } = snapshot.context;
    const { roundId, roundCode, number, aspectNo, aspectTitle } = row;
    const { title, description, sourceNo } = row;
    const words = { number, aspectNo, aspectTitle, title, description, sourceNo };
    const listed = { ...standing, class: rectification, responsibleUnit, policy, machineVersion };
    yield {
      subject: 'finding',
      subjectId,
      name: number,
      stored: {
        version,
        headHash,
        snapshot,
        listed: { ...listed, openedAt, updatedAt, closedAt },
        details: { roundId, roundCode, ...words },
      },
      events: db.events.get(subjectId) ?? [],
    };
  }
  for (const [subjectId, { row, updatedAt }] of db.rounds) {
    const { code, title, version, headHash, machineVersion, state, context } = row;
    yield {
      subject: 'round',
      subjectId,
      name: code,
      stored: {
        version,
        headHash,
        snapshot: { state, context },
        listed: { machineVersion, updatedAt },
        details: { code, title },
      },
      events: db.roundEvents.get(subjectId) ?? [],
    };
  }
}
