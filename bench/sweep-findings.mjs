/** Findings in the midst of their work, opened and led there by the engine: each has two clocks running. */

const day = 86_400_000;
const units = ['教务处', '后勤处', '财务处', '学生处', '保卫处', '基建处', '图书馆', '人事处'];

export const round = 'SWEEP';

/** The people of `count` findings: owner, official, executive and checker of each. */
export function sweepPeople(count) {
  return Array.from({ length: count }, (_, index) =>
    Object.values(slotsOf(index)).map((id) => ({
      id,
      name: id,
      email: `${id}@bench.example`,
      unit: id.startsWith('checker') ? '巡察办' : unitOf(index),
    })),
  ).flat();
}

/** Opens `count` findings and leads each into its work; their ids. `now`: epoch ms. */
export async function openAtWork({ engine, directory }, count, now) {
  await directory.put({ people: sweepPeople(count) });
  const set = Array.from({ length: count }, (_, index) => findingOf(index));
  const opened = await engine.openAll(set, { kind: 'import', document: 'bench' });
  for (const [index, { id }] of opened.entries()) {
    for (const { by, event } of lifeUntilWork(index, now)) {
      const answer = await engine.send({ findingId: id, event, by });
      if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    }
  }
  return opened.map(({ id }) => id);
}

function findingOf(index) {
  return {
    round,
    aspect: { no: (index % 9) + 1, title: `第${(index % 9) + 1}方面` },
    sourceNo: `${(index % 9) + 1}(${index})`,
    title: `${unitOf(index)}专项经费管理制度落实不到位,第 ${index} 项`,
    description:
      `抽查 ${index + 3} 个项目,${unitOf(index)}有 ${index + 1} 个项目的台账与凭证不一致,`
        .repeat(4)
        .concat('整改责任未分解到人,验收材料不全。'),
    class: index % 3 === 0 ? 'continuing' : 'phased',
    responsibleUnit: unitOf(index),
    slots: slotsOf(index),
  };
}

function lifeUntilWork(index, now) {
  const owner = { kind: 'person', id: `owner-${index}`, unit: unitOf(index) };
  const checker = { kind: 'person', id: `checker-${index}`, unit: '巡察办' };
  const measures = Array.from({ length: 3 + (index % 6) }, (_, at) => ({
    no: at + 1,
    text: `第 ${at + 1} 项措施:由${unitOf(index)}牵头修订管理办法,逐项核对 ${index + at} 笔支出并公示结果`,
    unit: unitOf(index),
    person: `owner-${index}`,
    dueDate: new Date(now + (60 + at * 10) * day).toISOString().slice(0, 10),
    acceptanceCriterion: '制度已印发,抽查凭证与台账一致',
    evidenceKinds: ['document'],
  }));
  return [
    { by: owner, event: { type: 'CLAIM' } },
    { by: owner, event: { type: 'SET_MEASURES', measures } },
    { by: owner, event: { type: 'SUBMIT_PLAN' } },
    { by: checker, event: { type: 'APPROVE_PLAN' } },
    { by: owner, event: { type: 'START' } },
    ...[1, 2].flatMap((no) => measureDone(owner, no)),
  ];
}

function measureDone(by, no) {
  const name = `第${no}项措施印发的制度.pdf`;
  const sha256 = String(no).repeat(64);
  const evidence = { id: `evidence-${no}`, kind: 'document', name, sha256, bytes: 1_024 * no };
  return [
    { by, event: { type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' } },
    { by, event: { type: 'ATTACH_EVIDENCE', measureNo: no, evidence } },
  ];
}

function slotsOf(index) {
  const slot = (name) => `${name}-${index}`;
  return {
    actionOwner: slot('owner'),
    leadOfficial: slot('official'),
    accountableExecutive: slot('executive'),
    verifier: slot('checker'),
    steeringGroup: slot('group'),
  };
}

function unitOf(index) {
  return units[index % units.length];
}
