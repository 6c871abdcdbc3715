/** The demo's page: ledger, timeline of one finding, mailbox and the clock. Plain HTML, no script but one button's. */
import { escaped } from '../html-text.ts';
import { DateTime } from 'luxon';
import { textOf } from '../channels/texts.ts';
import { clockTerm, eventTerm, holdTerms, standingTerm, stateTerms } from '../glossary.ts';
import type { ChainedEvent } from '../engine/ports.ts';
import type { AnyLedgerEvent } from '../engine/proof/chains.ts';
import type { FindingSummary, FindingView, NoticeView } from '../store/finding-shapes.ts';

export interface PageFacts {
  readonly title: string;
  readonly now: string;
  readonly storyUntold: boolean;
  readonly ledger: readonly FindingSummary[];
  readonly chosen: {
    readonly finding: FindingView;
    readonly history: readonly ChainedEvent<AnyLedgerEvent>[];
    readonly notices: readonly NoticeView[];
  } | null;
  readonly mails: readonly {
    readonly at: string;
    readonly to: string;
    readonly subject: string;
    readonly text: string;
  }[];
  readonly print: (at: number) => string;
}

export function page(facts: PageFacts): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(facts.title)} · rectiflow</title>
<style>${style}</style>
</head>
<body>
<header>
  <h1>${escaped(facts.title)}</h1>
  <p>虚拟时钟 / virtual clock: <strong id="now">${escaped(minute(facts.now))}</strong>
  ${['P1D', 'P7D', 'P30D'].map(advanceButton).join(' ')}
  ${facts.storyUntold ? '<button data-post="/demo/story">演示全程 / play the story</button>' : ''}</p>
</header>
<main>
<section><h2>台账 / ledger</h2>${ledgerTable(facts.ledger)}</section>
${facts.chosen === null ? '' : timeline(facts.chosen, facts.print)}
<section><h2>邮箱 / mailbox (${facts.mails.length})</h2>${mailbox(facts.mails)}</section>
</main>
<script>${script}</script>
</body>
</html>`;
}

function advanceButton(period: string): string {
  const days = period.slice(1, -1);
  return `<button data-post="/demo/clock" data-body='{"advance":"${period}"}'>+${days} 天</button>`;
}

function ledgerTable(ledger: readonly FindingSummary[]): string {
  const rows = ledger.map(
    (finding) => `<tr>
<td><a href="/?finding=${finding.id}">${escaped(finding.number)}</a></td>
<td>${escaped(finding.title)}</td><td>${escaped(finding.responsibleUnit ?? '—')}</td>
<td>${standing(finding)}</td>
<td>${escaped(dueText(finding))}</td>
<td>${light(finding)}</td></tr>`,
  );
  return `<table><thead><tr><th>编号</th><th>问题</th><th>责任单位</th><th>状态</th><th>期限</th><th></th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table>`;
}

/** Colour is never the only signal: the light says its word. */
function light({ state, hold, overdue, behindSchedule }: FindingSummary): string {
  if (state === 'closed') return `<span class="done">✓ ${stateTerms.closed.zh}</span>`;
  if (hold === 'paused') return `<span class="held">‖ ${holdTerms.paused.zh}</span>`;
  if (overdue) return '<span class="late">● 逾期</span>';
  if (behindSchedule) return '<span class="late">◐ 落后于序时进度</span>';
  return '<span class="ok">○ 期限内</span>';
}

function standing({ state, stage }: FindingSummary): string {
  const { zh, en } = standingTerm(state, stage);
  return `<span title="${escaped(en)}">${escaped(zh)}</span>`;
}

function timeline(
  { finding, history, notices }: NonNullable<PageFacts['chosen']>,
  print: PageFacts['print'],
): string {
  const events = history.map((chained) => {
    const { event } = chained;
    const { zh, en } = eventTerm(event.type);
    const reason = 'reason' in event ? ` — ${event.reason}` : '';
    const clock = event.type === 'CLOCK_DUE' ? ` — ${clockTerm(event.clock).zh}` : '';
    const told = notices
      .filter(({ owedAt }) => owedAt === print(chained.at))
      .map(
        (notice) =>
          `<li class="told">✉ ${escaped(notice.personName ?? '—')}:【${escaped(textOf(notice.template).tag)}】${notice.state === 'sent' ? '' : escaped(notice.state)}</li>`,
      );
    return `<li><time>${escaped(minute(print(chained.at)))}</time>
${escaped(zh)}<small> / ${escaped(en)}</small>${escaped(reason + clock)}
<code title="${chained.hash}">${chained.hash.slice(0, 8)}</code><ul>${told.join('')}</ul></li>`;
  });
  return `<section><h2>${escaped(finding.number)} ${escaped(finding.title)}</h2><ol>${events.join('\n')}</ol></section>`;
}

function mailbox(mails: PageFacts['mails']): string {
  return mails
    .toReversed()
    .map(
      ({ at, to, subject, text }) => `<details><summary><time>${escaped(minute(at))}</time>
${escaped(to)}:${escaped(subject)}</summary><pre>${escaped(text)}</pre></details>`,
    )
    .join('\n');
}

/** A date past the published holidays may still move, and says so. */
function dueText({ dueAt, dueProvisional }: FindingSummary): string {
  return dueAt === null ? '—' : `${dueDay(dueAt)}${dueProvisional ? '(暂定)' : ''}`;
}

/** The day a deadline falls on: one at midnight is the end of the day before. */
function dueDay(iso: string): string {
  const { year, month, day } = DateTime.fromISO(iso, { setZone: true }).minus(1);
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-');
}

/** ISO 8601 to the minute, as people read it. */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}

const style = `
body{font:15px/1.6 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;margin:0;color:#222;background:#f6f6f4}
header{background:#fff;border-bottom:1px solid #ddd;padding:1rem 2rem}h1{font-size:1.3rem;margin:0}h2{font-size:1.05rem}
main{max-width:72rem;margin:0 auto;padding:0 2rem 3rem}table{border-collapse:collapse;width:100%;background:#fff}
th,td{border:1px solid #ddd;padding:.35rem .6rem;text-align:left;vertical-align:top}th{background:#efefec}
td:first-child,td:nth-child(5),td:last-child{white-space:nowrap}
.late{color:#b00020}.ok{color:#1b6e3c}.held{color:#7a5b00}.done{color:#555}
ol,details{background:#fff;border:1px solid #ddd;margin:.3rem 0;padding:.4rem .8rem}ol{padding-left:2rem}
ul{margin:0;padding-left:1rem}.told{color:#555;list-style:none}time{color:#555;margin-right:.6rem}
pre{white-space:pre-wrap}code{color:#999;float:right}button{font:inherit;margin-left:.4rem}`;

const script = `
document.querySelectorAll('button[data-post]').forEach((button) => button.addEventListener('click', async () => {
  document.querySelectorAll('button').forEach((each) => { each.disabled = true; });
  await fetch(button.dataset.post, { method: 'POST', headers: { 'content-type': 'application/json' }, body: button.dataset.body ?? '{}' });
  location.reload();
}));`;
