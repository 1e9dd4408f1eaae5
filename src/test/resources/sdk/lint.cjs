// Lints an OpenAPI document by the recommended rules of Redocly, and prints what it finds as JSON.
const { spawnSync } = require("node:child_process");
const path = require("node:path");

const cli = path.join(process.env.NODE_PATH, "@redocly", "cli", "bin", "cli.js");
const lint = spawnSync(process.execPath, [cli, "lint", process.argv[2], "--extends=recommended", "--format=json"], {
  encoding: "utf8",
  maxBuffer: 64 * 1024 * 1024,
  env: { ...process.env, REDOCLY_TELEMETRY: "off", REDOCLY_SUPPRESS_UPDATE_NOTICE: "true" },
});
process.stderr.write(lint.stderr);
process.stdout.write(lint.stdout.slice(lint.stdout.indexOf("{")));
