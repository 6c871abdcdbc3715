import { describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { createNoticeViews } from '../../../src/store/notice-views.ts';
import { renderNotice } from '../../../src/channels/render.ts';
import { createDispatchBook } from '../../../src/store/dispatch-book.ts';
import { dispatchesOf } from '../../support/settled-dispatch.ts';
import { forEachTest } from './case-hooks.ts';
import { dayMs, inspector, opened, openCase, start } from './engine-case.ts';

const nudge: FindingCommandInput = {
  type: 'NUDGE',
  to: ['actionOwner'],
  note: '请本周内报送进展',
};

describe('a nudge by hand (催办)', () => {
  const engineCase = forEachTest(openCase);
  const give = async (findingId: string, event: FindingCommandInput = nudge) => {
    const answer = await engineCase.engine.send({
      findingId,
      event,
      by: inspector,
    });
    return answer.kind === 'refused' ? answer : answer.kind;
  };
  const nudges = async (findingId: string) => {
    const views = createNoticeViews(engineCase.database.store, engineCase.ports.calendar);
    return (await views.list({ findingId })).filter(({ template }) => template === 'nudge');
  };

  test('tells whoever holds the post, once', async () => {
    const { id } = await opened(engineCase.engine);
    expect(await give(id)).toBe('accepted');
    expect(await nudges(id)).toMatchObject([{ slot: 'actionOwner', person: { id: 'he' } }]);
  });

  test('says who asks, and what they wrote', async () => {
    const { id } = await opened(engineCase.engine);
    await give(id);
    const ids = await dispatchesOf(engineCase.database.store, id);
    const book = createDispatchBook(engineCase.database.store);
    const claimed = await Promise.all(ids.map((each) => book.claim(each, 60_000, start)));
    const facts = claimed
      .flatMap((each) => each?.notices ?? [])
      .find(({ template }) => template === 'nudge');
    if (facts === undefined) throw new Error('nobody was nudged');
    const { subject, text } = renderNotice(facts, { zone: 'Asia/Shanghai' });
    expect(subject).toContain('【催办】');
    expect(text).toContain('催办人: 陆建平');
    expect(text).toContain('备注: 请本周内报送进展');
  });

  test('is given to one post once a day, and to another meanwhile', async () => {
    const { id } = await opened(engineCase.engine);
    await give(id);
    engineCase.clock.moveTo(start + dayMs - 1);
    expect(await give(id)).toMatchObject({ guard: 'nudgeIsNotTooSoon' });
    expect(await give(id, { type: 'NUDGE', to: ['leadOfficial'] })).toBe('accepted');
    engineCase.clock.moveTo(start + dayMs);
    expect(await give(id)).toBe('accepted');
    expect(await nudges(id)).toHaveLength(3);
  });

  test('stays in the history with who gave it, and the chain holds', async () => {
    const { id } = await opened(engineCase.engine);
    await give(id);
    const { rows } = await engineCase.database.store.query<{ actor: object; event: object }>(
      `select actor, event from event where subject_id = $1 and event ->> 'type' = 'NUDGE'`,
      [id],
    );
    expect(rows).toEqual([{ actor: inspector, event: nudge }]);
  });
});
