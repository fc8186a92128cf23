// What stands in programs: `node read.mjs <folder with node_modules>`, an object of texts by path on
// standard input, an object by path on standard output. A tree holds the kinds of nodes and their
// names; texts of literals and of comments are given apart.

import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const ts = createRequire(pathToFileURL(`${process.argv[2]}/`))('typescript');

/** The kinds of the nodes below one another; identifiers with their names. */
function tree(node) {
  const children = [];
  ts.forEachChild(node, (child) => {
    children.push(tree(child));
  });
  const kind = ts.SyntaxKind[literal(node) ? ts.SyntaxKind.StringLiteral : node.kind];
  const name = ts.isIdentifier(node) && !key(node) ? node.text : '';
  // A key may be bare in one of two programs and quoted in the other.
  return [key(node) ? 'key' : kind, name, ...children];
}

function literal(node) {
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node);
}

function key(node) {
  const named =
    ts.isPropertyAssignment(node.parent ?? node) || ts.isPropertySignature(node.parent ?? node);
  return named && node.parent.name === node && (ts.isIdentifier(node) || literal(node));
}

/** The exact values of all literals and keys. */
function texts(node, found = []) {
  if (literal(node) || key(node)) {
    found.push(node.text);
  }
  ts.forEachChild(node, (child) => {
    texts(child, found);
  });
  return found;
}

/** Every comment, once. */
function comments(source, text) {
  const found = new Map();
  const walk = (node) => {
    for (const range of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      found.set(range.pos, text.slice(range.pos, range.end));
    }
    for (const range of ts.getTrailingCommentRanges(text, node.end) ?? []) {
      found.set(range.pos, text.slice(range.pos, range.end));
    }
    node.getChildren(source).forEach(walk);
  };
  walk(source);
  return [...found.values()];
}

/** Tags that documentation comments may have. */
const TAGS = new Set(['deprecated', 'default', 'throws']);

function tags(node, found = []) {
  for (const doc of node.jsDoc ?? []) {
    found.push(...(doc.tags ?? []).map((tag) => tag.tagName.text));
  }
  ts.forEachChild(node, (child) => {
    tags(child, found);
  });
  return found;
}

let input = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  input += chunk;
}
const output = {};
for (const [path, text] of Object.entries(JSON.parse(input))) {
  const source = ts.createSourceFile(path.replace('#', '_'), text, ts.ScriptTarget.ESNext, true);
  output[path] = {
    tree: tree(source),
    texts: texts(source),
    comments: comments(source, text),
    faults: source.parseDiagnostics.map((each) => ts.flattenDiagnosticMessageText(each.messageText)),
    directives: [
      ...(source.commentDirectives ?? []).map((each) => ts.CommentDirectiveType[each.type]),
      ...(source.pragmas?.keys() ?? []),
      ...tags(source).filter((tag) => !TAGS.has(tag)),
    ],
  };
}
process.stdout.write(JSON.stringify(output));
