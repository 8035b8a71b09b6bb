import js from "@eslint/js";
import globals from "globals";

export default [
  js.configs.recommended,
  {
    files: ["graph/armsgraph/pages/**/*.js"],
    languageOptions: { ecmaVersion: 2022, sourceType: "module", globals: { ...globals.browser, vis: "readonly" } },
    rules: { eqeqeq: ["error", "always", { null: "ignore" }], "no-implicit-coercion": ["error", { allow: ["+"] }], "no-var": "error", "prefer-const": "error", "no-restricted-properties": ["error", { property: "innerHTML" }, { property: "outerHTML" }, { property: "insertAdjacentHTML" }] },
  },
];
