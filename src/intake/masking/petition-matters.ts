/** Tells passages of petitions, complaints, stability and hardship from all others. */
import { fold } from '../text/lines.ts';

const MATTERS =
  /信访|[上来接下集缠闹越]访|来信|投诉|举报|检举|控告|申诉|诉求|述求|反映人|反映(?:的|了)?(?:问题|情况)|(?:群众|家长|学生|村民|居民|职工|教师|业主|患者|市民)[^,。;]{0,8}反映|维稳|稳控|不稳定|稳定工作|安全稳定|矛盾纠纷|息诉|包案|当事人|辞退|民师|代课|困难(?:职工|教师|学生|群众|家庭|户|党员|补助|救助|退休)|低保|五保|特困|救助|贫困(?:户|生|学生|家庭|群众)|资助|慰问|帮扶(?:户|对象)|脱贫户|监测户|抚恤|困难补助/;

/** Whether names in the text may be those of persons who have turned to an authority, or live in hardship. */
export const speaksOfPetitions = (text: string): boolean => MATTERS.test(fold(text));
