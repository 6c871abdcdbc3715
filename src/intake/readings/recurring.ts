/** Tells whether a finding is said to have been found before. */
import { fold } from '../text/lines.ts';

const AGAIN =
  /屡查屡犯|屡改屡犯|反复出现|再次(?:出现|发现|被指出)|(?:上一?|前一?|历|往)(?:轮|次|年|期)(?:巡[察视]|督导|督查|检查|审计|评估|整改)?[^。;]{0,16}(?:已经?|曾|就)?(?:指出|反馈|发现|存在|提出)|(?:整改后|销号后)[^。;]{0,8}(?:反弹|又|再次)|仍未?整改到位|边改边犯|老问题/;

/** 屡查屡犯, 上轮巡察已指出 and their kin, said of the problem itself. */
export const saysItRecurs = (problem: string): boolean => AGAIN.test(fold(problem));
