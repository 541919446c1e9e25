// Jobs a second of graphile-worker under its own performance preset: node graphile-worker.mjs URL JOBS
import { Logger, run, runMigrations } from "graphile-worker";
import pg from "pg";

const [url, count] = [process.argv[2], Number(process.argv[3])];
const preset = {
  worker: {
    connectionString: url,
    concurrentJobs: 24,
    maxPoolSize: 25,
    localQueue: { size: 500, refetchDelay: { durationMs: 10 } },
    completeJobBatchDelay: 0,
    failJobBatchDelay: 0,
  },
};
const logger = new Logger(() => () => {});
await runMigrations({ preset, logger });
const client = new pg.Client(url);
await client.connect();
const add = `SELECT count(*) FROM graphile_worker.add_jobs(ARRAY(
    SELECT json_populate_record(null::graphile_worker.job_spec, json_build_object('identifier', 'complete', 'payload', json_build_object('id', i)))
    FROM generate_series(1, $1::int) i))`;
for (let left = count; left > 0; left -= 100_000) await client.query(add, [Math.min(left, 100_000)]);
await client.query("VACUUM ANALYZE graphile_worker._private_jobs");
let done = 0;
let finish;
const all = new Promise((resolve) => (finish = resolve));
const begun = process.hrtime.bigint();
const runner = await run({ preset, logger, taskList: { complete: async () => { if (++done === count) finish(); } } });
await all;
await runner.stop();
const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
const left = await client.query("SELECT count(*)::int AS n FROM graphile_worker._private_jobs");
await client.end();
if (left.rows[0].n !== 0) throw new Error(`${left.rows[0].n} jobs are left`);
console.log(Math.round(count / seconds));
