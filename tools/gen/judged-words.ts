import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { compareText } from '#lib/text';
import type { Generated } from './generated.ts';

/** What decides over verdicts: rules, facts, types, and what reads documents apart. What only calls an API judges nothing. */
const judging = ['rules/**/*.ts', 'src/clouds/**/*.ts', 'src/engine/**/*.ts', 'src/model/**/*.ts'];
const silent =
  /(?:^rules\/(?:catalog|controls|frameworks)|\.gen\.ts$|\/(?:apply|collect|cloud|failure|gone|reread)[a-z-]*\.ts$)/;

/**
 * Every word that the code which judges holds verdicts against: a snapshot that goes outside keeps these words, and so its
 * verdicts. Sentences are no such words.
 */
export function judgedWords(root: string): Generated {
  const files = judging.flatMap((pattern) => globSync(pattern, { cwd: root })).map((it) => it.replaceAll('\\', '/'));
  const words = new Set<string>();
  for (const file of files.filter((it) => !silent.test(it))) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, true);
    for (const text of literalsIn(source)) for (const word of wordsOf(text)) words.add(word);
  }
  const text = [
    '// Written by `npm run gen`. Do not edit.',
    '',
    '/** The words that rules and facts compare with, in lower case. */',
    'export const judgedWords: ReadonlySet<string> = new Set(',
    `  '${[...words].sort(compareText).join(' ')}'.split(' '),`,
    ');',
    '',
  ].join('\n');
  return { path: 'src/report/redact/judged-words.gen.ts', text };
}

function literalsIn(source: ts.SourceFile): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    // Words beside one another that are split later on are a list, and no sentence.
    if (ts.isStringLiteralLike(node)) found.push(...(isList(node) ? node.text.split(/\s+/) : [node.text]));
    if (ts.isRegularExpressionLiteral(node)) found.push(...plainOf(node.text));
    if (ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

const isList = ({ parent }: ts.Node): boolean => ts.isPropertyAccessExpression(parent) && parent.name.text === 'split';

/** The runs of plain letters in a pattern. */
const plainOf = (pattern: string): readonly string[] =>
  pattern.replaceAll(String.raw`\.`, '.').match(/[A-Za-z][\w.-]*[A-Za-z\d]/g) ?? [];

/** What can be a name or a part of one: a sentence has blanks. */
const wordsOf = (text: string): readonly string[] =>
  /\s|^https:/.test(text)
    ? []
    : (text.toLowerCase().match(/\d{12}|[a-z\d][a-z\d._@+-]*[a-z\d]/g) ?? []).filter(
        (it) => !/^[\d.]*$/.test(it) || it.length === 12,
      );
