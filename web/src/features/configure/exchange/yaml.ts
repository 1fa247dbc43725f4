import {
  isNode,
  isScalar,
  Lexer,
  LineCounter,
  parseDocument,
  visit,
  type Document,
  type ParsedNode,
  type Range,
  type ScalarTag,
  type Tags,
} from 'yaml';
import { depthLimit, Figure } from './tree';

/** Reads one YAML document; numbers stay as they are written. Fails with the line and what is wrong in it. */
export function parseYAML(text: string): unknown {
  checkDepth(text);
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    merge: true,
    lineCounter,
    customTags: withFigures,
    uniqueKeys: isSame,
  });
  const [fault] = [...document.errors, ...document.warnings]; // a warning is of a tag that means nothing here
  if (fault) throw atLine(fault.linePos?.[0].line ?? 1, firstSentence(fault.message));
  checkNodes(document, lineCounter);
  try {
    return document.toJS();
  } catch (error) {
    throw new Error(`The YAML is not clear: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** Says which name of a JSON text is given twice, with its line; JSON.parse would keep the last in silence. */
export function repeatedName(json: string): string | undefined {
  const repeated = parseDocument(json).errors.find(({ code }) => code === 'DUPLICATE_KEY');
  return repeated && `Line ${repeated.linePos?.[0].line ?? 1}: a name is given twice; keep one of the two.`;
}

/** Plain scalars that YAML takes for decimal numbers. */
const figure: ScalarTag = {
  tag: 'tag:yaml.org,2002:float',
  default: true,
  test: /^[-+]?(\d[\d_]*|\d[\d_]*\.[\d_]*([eE][-+]?\d+)?|\.\d[\d_]*([eE][-+]?\d+)?)$/,
  resolve: (source) => new Figure(source),
};

/** The same where somebody says so by its tag. */
const stated: ScalarTag = { tag: 'tag:yaml.org,2002:int', resolve: (source) => new Figure(source) };

function withFigures(tags: Tags): Tags {
  return [...tags.filter((tag) => typeof tag === 'string' || !/:(int|float)$/.test(tag.tag)), figure, stated];
}

function atLine(line: number, message: string): Error {
  return new Error(`Line ${line}: ${message}.`);
}

/** Without the place and the excerpt that follow. */
function firstSentence(message: string): string {
  return (message.split(' at line ')[0] ?? message).replace(/\.$/, '');
}

function isSame(one: ParsedNode, other: ParsedNode): boolean {
  return isScalar(one) && isScalar(other) && String(one.value) === String(other.value);
}

/** Aliases have an anchor, and names are scalars. */
function checkNodes(document: Document, lineCounter: LineCounter): void {
  const lineOf = (node: { range?: Range | null }) => lineCounter.linePos(node.range?.[0] ?? 0).line;
  visit(document, {
    Alias(_key, alias) {
      if (alias.resolve(document) === undefined) {
        throw atLine(lineOf(alias), `no anchor ${alias.source} stands before`);
      }
    },
    Pair(_key, { key }) {
      if (isNode(key) && !isScalar(key)) throw atLine(lineOf(key), 'the name of a field is a text');
    },
  });
}

/** What the lexer puts between what the text holds. */
const marks = new Set(['\u0002', '\u0018', '\u001f']);

/** Bounds the nesting before the parser sees it, which cannot take much. */
function checkDepth(text: string): void {
  let line = 1;
  let column = 0;
  let flow = 0;
  let named = 0; // the column of the last scalar, which may be a name
  const blocks: number[] = []; // columns of those that are open
  for (const token of new Lexer().lex(text)) {
    if (token === '[' || token === '{') flow++;
    else if (token === ']' || token === '}') flow--;
    else if (flow === 0 && (token === '-' || token === '?' || token === ':')) {
      const at = token === ':' ? named : column;
      while ((blocks.at(-1) ?? -1) >= at) blocks.pop();
      blocks.push(at);
    } else if (!marks.has(token) && token.trim() !== '') named = column;
    if (flow + blocks.length > 2 * depthLimit) throw atLine(line, 'objects and lists nest too deep');
    if (marks.has(token)) continue;
    const ends = token.split('\n');
    line += ends.length - 1;
    column = (ends.length > 1 ? 0 : column) + (ends.at(-1)?.length ?? 0);
  }
}
