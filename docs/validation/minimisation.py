# Shares of the arms, over all patients and of the first, second, ... patient of a trial.
#
#   ./silico run docs/validation/minimisation.yaml --tables ADSL --out build/minimisation
#   python docs/validation/minimisation.py build/minimisation
import sys

import duckdb

adsl = f"read_parquet('{sys.argv[1]}/ADSL/**/*.parquet')"
print(duckdb.sql(f"""
    with patients as (
      select SCENARIO, SIMREP, TRT01P, row_number() over (partition by SCENARIO, SIMREP order by USUBJID) as patient
      from {adsl}),
    arms as (select distinct TRT01P from patients),
    trials as (
      select SCENARIO, SIMREP, arms.TRT01P, count(*) filter (patients.TRT01P = arms.TRT01P) / count(*) as share
      from patients cross join arms group by all),
    overall as (
      select SCENARIO, TRT01P, avg(share) as share, stddev(share) / sqrt(count(*)) as mcse, stddev(share) as sd
      from trials group by all),
    places as (
      select SCENARIO, patient, arms.TRT01P, count(*) filter (patients.TRT01P = arms.TRT01P) / count(*) as share, count(*) as n
      from patients cross join arms group by all)
    select overall.*, min(places.share) as least, max(places.share) as most,
      -- chi-square over patients, divided by their number: 1 when each has the ratio
      avg((places.share - overall.share) ** 2 * n / (overall.share * (1 - overall.share))) as dispersion
    from overall join places using (SCENARIO, TRT01P) group by all order by all""").df().to_string(index=False))
