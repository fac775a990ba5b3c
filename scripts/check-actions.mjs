import { parseSync } from "@swc/core";
import { report, sourcesIn } from "./check/sources.mjs";
import { root } from "./launch/root.mjs";

const MAKERS = ["tenantAction", "identityAction", "publicAction"];
const TYPES = ["TsInterfaceDeclaration", "TsTypeAliasDeclaration"];
const RULE = `a file of actions holds only imports, types and export const x = ${MAKERS.join("({…}) or ")}({…})`;

const parsed = ({ name, text }) =>
  parseSync(text, { syntax: "typescript", tsx: name.endsWith("x"), target: "es2022" }).body;

const isDirective = (item) =>
  item?.type === "ExpressionStatement" &&
  item.expression.type === "StringLiteral" &&
  item.expression.value === "use server";

const isDefinition = ({ id, init }) =>
  id.type === "Identifier" &&
  init?.type === "CallExpression" &&
  MAKERS.includes(init.callee.value) &&
  init.arguments.length === 1 &&
  init.arguments[0].expression.type === "ObjectExpression";

function isAllowed(item) {
  if (item.type === "ImportDeclaration" || TYPES.includes(item.type)) return true;
  if (item.type !== "ExportDeclaration") return false;
  const { declaration } = item;
  if (TYPES.includes(declaration.type)) return true;
  return (
    declaration.type === "VariableDeclaration" &&
    declaration.kind === "const" &&
    declaration.declarations.every(isDefinition)
  );
}

/** Whether a directive stands inside a function, where it would make an action of its own. */
function hasInlineAction(node) {
  if (Array.isArray(node)) return node.some(hasInlineAction);
  if (!node || typeof node !== "object") return false;
  if (Array.isArray(node.stmts) && node.stmts.some(isDirective)) return true;
  return Object.values(node).some(hasInlineAction);
}

// A name that is not the real maker's would pass; so it must come from lib/web.
function foreignMakers(items) {
  const imported = items
    .filter((item) => item.type === "ImportDeclaration" && item.source.value.startsWith("@/lib/web/"))
    .flatMap((item) => item.specifiers.filter(({ imported }) => !imported).map(({ local }) => local.value));
  const called = items
    .filter((item) => item.type === "ExportDeclaration" && item.declaration.type === "VariableDeclaration")
    .flatMap((item) => item.declaration.declarations.map(({ init }) => init?.callee?.value));
  return called.filter((maker) => MAKERS.includes(maker) && !imported.includes(maker));
}

function faultsOf(source) {
  const items = parsed(source);
  const faults = hasInlineAction(items) ? [`${source.name}: "use server" inside a function`] : [];
  if (!isDirective(items[0])) return faults;
  const strange = items.slice(1).filter((item) => !isAllowed(item));
  if (strange.length > 0) faults.push(`${source.name}: ${RULE}`);
  for (const maker of foreignMakers(items))
    faults.push(`${source.name}: ${maker} does not come from lib/web`);
  return faults;
}

/** No server action exists that does not pass one of the three edges. */
const actionFaults = (folder) =>
  sourcesIn(folder, ["app", "components", "lib", "db"])
    .filter(({ text }) => text.includes("use server"))
    .flatMap(faultsOf);

report(actionFaults(process.argv[2] ?? root));
