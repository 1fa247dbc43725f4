/** Characters of a name that stand within a sentence; the whole name is where it is listed. */
const longest = 30;
const fromRight = /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;

/** A name within a sentence: not too long, and apart from the words around it where it goes the other way. */
export function inSentence(name: string): string {
  const characters = [...new Intl.Segmenter().segment(name)].map(({ segment }) => segment);
  const short = characters.length > longest ? `${characters.slice(0, longest - 1).join('')}…` : name;
  return fromRight.test(short) ? `\u2068${short}\u2069` : short;
}
