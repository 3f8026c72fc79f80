-- What the launcher asks once, so that later questions find their classes loaded.
select SCENARIO, METRIC, round(ESTIMATE, 4) as estimate from oc where METRIC = 'power' order by SCENARIO limit 5;
select TRT01P, count(*) as n, avg(ENTRYDY) as entry from adsl group by TRT01P having count(*) > 1 order by 1;
select s.SCENARIO, avg(CHG) as chg, percentile(CHG, 0.5) as median, sum(case when TRTP = 'placebo' then 1 else 0 end) as n
from adsl s join adqs q using (SCENARIO, SIMREP, USUBJID) group by s.SCENARIO;
with w as (select SIMREP, DURATION, row_number() over (partition by SCENARIO order by DURATION) as place from trials)
select * from w where place <= 2
