// Answers outside work with an unmodified camunda-external-task-client-js; prints what it did as JSON.
// Argument: a JSON object (tests/clients/inquiry.py).
import assert from "node:assert/strict";

import { BasicAuthInterceptor, Client, Variables } from "camunda-external-task-client-js";

const story = JSON.parse(process.argv[2]);
const done = [];
const wrong = [];

async function start(mode) {
  const typed = { mode: { value: mode }, applicant: { value: story.applicant } };
  const answer = await fetch(`${story.url}/process-definition/key/${encodeURIComponent(story.key)}/start`, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Authorization: `Basic ${Buffer.from("clerk:demo").toString("base64")}`,
    },
    body: JSON.stringify({ variables: typed, businessKey: story.business_key }),
  });
  return (await answer.json()).id;
}

const client = new Client({
  baseUrl: story.url,
  workerId: "node",
  maxTasks: 1,
  maxParallelExecutions: 1,
  lockDuration: 20000,
  asyncResponseTimeout: 20000,
  interval: 20,
  sorting: [{ sortBy: Client.SortBy.CreateTime, sortOrder: Client.SortOrder.ASC }],
  interceptors: new BasicAuthInterceptor({ username: "worker", password: "demo" }),
});
for (const deed of ["poll", "complete", "handleFailure", "handleBpmnError", "extendLock", "unlock", "lock"]) {
  client.on(`${deed}:error`, (...said) => wrong.push(`${deed}: ${said.at(-1)}`));
}

const begun = {};
const finished = new Promise((resolve) => {
  client.subscribe(
    story.topic,
    { includeExtensionProperties: true, processDefinitionKey: story.key },
    async ({ task, taskService }) => {
      assert.equal(task.variables.get("applicant"), story.applicant);
      assert.equal(task.businessKey, story.business_key);
      assert.equal(task.extensionProperties.office, story.office);
      const mode = task.variables.get("mode");
      done.push(mode);
      const given = new Variables();
      if (mode === "refuse") {
        await taskService.handleBpmnError(task, "unknown", "nobody of this name", given.set("asked", true));
      } else if (mode === "fail" && done.filter((one) => one === "fail").length === 1) {
        await taskService.extendLock(task, 30000);
        await taskService.handleFailure(task, {
          errorMessage: "قطع است",
          errorDetails: "line 1\nline 2",
          retries: 1,
          retryTimeout: 0,
        });
      } else if (mode === "unlock" && done.filter((one) => one === "unlock").length === 1) {
        await taskService.unlock(task);
      } else {
        given.set("answer", story.answer).set("count", 2).set("parts", [1, 2]);
        await taskService.complete(task, given, new Variables().set("seen", true));
      }
      if (done.length === 6) resolve();
    },
  );
});
for (const mode of ["answer", "refuse", "fail", "unlock"]) begun[mode] = await start(mode);
await finished;
client.stop();
assert.deepEqual(wrong, []);
console.log(JSON.stringify({ begun, done: done.sort() }));
process.exit(0);
