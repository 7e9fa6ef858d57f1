// Prints what a file of TypeScript declarations declares, as the compiler's own parser reads it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [compiler, file] = process.argv.slice(2);
const ts = createRequire(import.meta.url)(compiler);
const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);

function shape(node) {
  if (ts.isParenthesizedTypeNode(node)) return shape(node.type);
  if (ts.isArrayTypeNode(node)) return { array: shape(node.elementType) };
  if (ts.isUnionTypeNode(node)) return { union: node.types.map(shape) };
  if (ts.isTypeReferenceNode(node)) return { ref: node.typeName.text };
  if (ts.isIntersectionTypeNode(node)) return { open: true };
  if (ts.isTypeLiteralNode(node)) return { members: members(node.members) };
  if (ts.isLiteralTypeNode(node)) {
    const { literal } = node;
    return { value: ts.isPrefixUnaryExpression(literal) ? `-${literal.operand.text}` : literal.text };
  }
  return { keyword: node.getText() };
}

function members(nodes) {
  return nodes.filter(ts.isPropertySignature).map((each) => [
    each.name.text, Boolean(each.questionToken), shape(each.type),
  ]);
}

const found = { interfaces: {}, unions: {} };
source.forEachChild((node) => {
  if (ts.isInterfaceDeclaration(node)) found.interfaces[node.name.text] = members(node.members);
  if (ts.isTypeAliasDeclaration(node)) found.unions[node.name.text] = shape(node.type);
});
console.log(JSON.stringify(found));
