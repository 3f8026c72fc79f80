-- Change of ADAS-cog on placebo by visit, of a run of protocols/adas-cog-placebo.yaml:
--   ./silico run protocols/adas-cog-placebo.yaml --tables ADQS
--   duckdb -csv < docs/validation/adas-cog-placebo.sql > docs/validation/adas-cog-placebo.csv
-- low and high are between which 95% of the trials of 70 patients have their mean.
WITH trials AS (
  SELECT SCENARIO, SIMREP, AVISITN, ADY / 7 AS week, avg(CHG) AS m, count(*) AS n, sum(CHG) AS s, sum(CHG * CHG) AS ss
  FROM 'results/adas-cog-placebo/ADQS/*.parquet' WHERE AVISITN > 0 GROUP BY ALL
)
SELECT SCENARIO AS scenario, week::INT AS week, sum(n)::INT AS patients, round(avg(m), 4) AS mean,
  round(stddev_samp(m) / sqrt(count(*)), 4) AS mcse,
  round(sqrt((sum(ss) - sum(s) * sum(s) / sum(n)) / (sum(n) - 1)), 4) AS sd,
  round(quantile_cont(m, 0.025), 4) AS low, round(quantile_cont(m, 0.975), 4) AS high
FROM trials GROUP BY ALL ORDER BY scenario, week;
