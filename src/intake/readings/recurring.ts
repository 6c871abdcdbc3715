/** Tells whether a finding is said to have been found before. */
import { fold } from '../text/lines.ts';

const EARLIER =
  '(?:上一?|前一?|前两|前几|历|往|去)(?:轮|次|届|年|期)|以往|此前|先前|(?:19|20)\\d\\d年(?:度)?(?=[^,。;]{0,6}(?:巡|督|审|检查|评估))';
const INSPECTION = '(?:巡[察视]|督导|督查|检查|审计|评估|整改|反馈|通报|考核)';

const AGAIN = new RegExp(
  [
    '屡[查改纠禁罚][^,。;]{0,2}[屡又不再][犯改止禁重生]?|边改边犯|前清后乱|前改后犯|年年(?:查|提|改|有)',
    '反复(?:出现|发生|反弹|被查|整改|指出)|再(?:次|度)(?:出现|发现|发生|被[^,。;]{0,8}(?:指出|通报|发现))|多次(?:被)?(?:指出|反馈|通报|督办|要求整改)',
    `(?:${EARLIER})[^。;,]{0,4}${INSPECTION}[^。;]{0,16}(?:已经?|曾|就)?(?:指出|反馈|发现|存在|提出)`,
    `(?:${EARLIER})(?:已经?|曾|就)[^。;,]{0,8}(?:指出|反馈|发现|存在|提出)`,
    '(?:整改|销号|整治|清理)后[^。;]{0,8}(?:反弹|又|再次|回潮)|(?:出现|存在|有所|明显|严重)(?:反弹|回潮)|(?:反弹|回潮)(?:现象|问题)?(?:严重|明显|突出)?[。;,]',
    '仍未整改到位|仍未得到(?:有效)?解决|老问题|老大难|顽疾|痼疾',
  ].join('|'),
  'g',
);

/** 未再次发生, 防止反弹: what has not come again, or is not to. */
const AVERTED = /(?:未|没有|没|不再|无|防止|避免|杜绝|严防|坚决防|谨防|防)[^,。;]{0,6}$/;

/** 屡查屡犯, 上轮巡察已指出 and their kin, said of the problem itself. */
export function saysItRecurs(problem: string): boolean {
  const folded = fold(problem);
  return Array.from(folded.matchAll(AGAIN)).some(
    ({ index }) => !AVERTED.test(folded.slice(Math.max(0, index - 10), index)),
  );
}
