/**
 * Characters that only look like others: radicals, and doublets kept for old character sets. Fonts
 * draw both with one glyph, and a program that prints a PDF file has to guess which was meant:
 * 校⻓, 部⻔, 第1⻚ come out of browsers and office programs alike.
 */

/** Radicals that Unicode itself does not lead back to the character they are drawn as. */
const RADICALS =
  '⺒巳⺓幺⺜日⺝月⺠民⺦丬⺬示⻁虎⻄西⻅见⻆角⻉贝⻋车⻌辶⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食' +
  '⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀';

const CHARACTERS: ReadonlyMap<string, string> = new Map(
  Array.from({ length: RADICALS.length / 2 }, (_, pair) => [
    RADICALS.charAt(pair * 2),
    RADICALS.charAt(pair * 2 + 1),
  ]),
);
const LOOKALIKES = /[\u2e80-\u2fdf\uf900-\ufaff]/g;

/** The characters that were meant, one for one. */
export const withoutLookalikes = (text: string): string =>
  text.replaceAll(LOOKALIKES, (char) => {
    const plain = CHARACTERS.get(char) ?? char.normalize('NFKC');
    return plain.length === 1 ? plain : char;
  });
