const nouns = "^lib/(?!web/|i18n/|testing/)";
const tests = "\\.test\\.tsx?$";

const forbid = (name, comment, from, to) => ({ name, comment, severity: "error", from, to });

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    forbid("no-cycles", "A cycle has no order to read it in.", {}, { circular: true }),
    forbid(
      "app-never-imports-db",
      "Pages and actions go through lib/web.",
      { path: "^app/" },
      { path: "^db/" },
    ),
    forbid(
      "components-know-only-props",
      "Props in, markup out; the state of a form is the one type they share.",
      { path: "^components/" },
      { path: "^(app|db|lib)/", pathNot: "^lib/web/form-state\\.ts$" },
    ),
    forbid("nothing-imports-app", "The app is on top.", { path: "^(lib|db|components)/" }, { path: "^app/" }),
    forbid(
      "lib-draws-nothing",
      "Letters are data; markup is the app's.",
      { path: "^(lib|db)/" },
      { path: "^components/" },
    ),
    forbid(
      "only-web-imports-next",
      "Verbs run the same in a test, a job or a script.",
      { path: [nouns, "^db/", "^lib/testing/"] },
      { path: "(^|/)node_modules/(next|next-auth|next-intl)/" },
    ),
    forbid(
      "verbs-do-not-know-the-web",
      "lib/web calls the verbs, never the other way round.",
      { path: [nouns, "^lib/testing/"] },
      { path: "^lib/web/", pathNot: "^lib/web/form-state\\.ts$" },
    ),
    forbid(
      "doors-do-not-know-the-nouns",
      "access, events and mail lie below the nouns that use them; the form of an address is everybody's.",
      { path: "^lib/(access|events|mail)/", pathNot: tests },
      {
        path: "^lib/",
        pathNot:
          "^lib/((access|events|mail|sms|jobs|i18n)/|(env|refusal|secrets|time)\\.ts$|people/email\\.ts$)",
      },
    ),
    forbid(
      "only-the-doors-open-transactions",
      "There is no database for anyone else to reach for.",
      { pathNot: "^(lib/access/doors\\.ts|db/transaction\\.test\\.ts)$" },
      { path: "^db/transaction\\.ts$" },
    ),
    forbid(
      "db-is-below-the-verbs",
      "Tables do not know who uses them; only the demo data is made with verbs.",
      { path: "^db/", pathNot: ["^db/demo", tests] },
      { path: "^lib/", pathNot: "^lib/(env|refusal|secrets|time)\\.ts$" },
    ),
    forbid(
      "the-floor-imports-nothing",
      "Everything stands on env, refusal, secrets and time.",
      { path: "^lib/(env|refusal|secrets|time)\\.ts$" },
      { path: "^(app|components|db|lib)/", pathNot: "^lib/(env|refusal|secrets|time)\\.ts$" },
    ),
    forbid(
      "only-tests-use-test-code",
      "What tests need is not shipped.",
      { path: "^(app|components|db|lib)/", pathNot: [tests, "\\.types\\.test\\.ts$", "^lib/testing/"] },
      { path: ["^lib/testing/", "^e2e/", tests] },
    ),
    forbid("no-missing-files", "An import must lead somewhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(^|/)(node_modules/\\.|\\.next/)" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["react-server", "import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json", ".css"],
    },
  },
};
