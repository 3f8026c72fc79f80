# Whether the intervals of proportions agree with the tests in every trial.
#
#   ./silico run docs/validation/proportions.yaml --tables ANALYSES --seed 1 --out build/proportions
#   python docs/validation/proportions.py build/proportions
import sys

import duckdb

analyses = f"read_parquet('{sys.argv[1]}/ANALYSES/**/*.parquet')"
rows = duckdb.sql(f"""
    with limits as (
      select *,
        ANALYSIS like '% superiority%' as superiority,
        ANALYSIS like '% equivalence%' as equivalence,
        ANALYSIS like '% higher %' as higher,
        ANALYSIS like 'difference%' as difference
      from {analyses}),
    margins as (
      select *,
        case when superiority then 0 when equivalence then if(difference, -0.3, ln(0.2))
             else if(difference, -0.2, ln(0.4)) end as low,
        case when superiority then 0 when equivalence then if(difference, 0.2, ln(4))
             else if(difference, 0.2, ln(2.5)) end as high
      from limits),
    compared as (
      select *,
        case when equivalence then LOWER > low and UPPER < high
             when higher then LOWER > low else UPPER < high end as shown,
        -- two sides reject harm too
        superiority and ANALYSIS like '% 2' and (LOWER > 0 or UPPER < 0) as different
      from margins)
    select
      regexp_extract(ANALYSIS, '^(odds ratio|[a-z]+)') as measure,
      regexp_extract(ANALYSIS, '(unpooled|pooled|score)') as test,
      regexp_extract(ANALYSIS, '(superiority|non-inferiority|equivalence)') as hypothesis,
      count(*) as results,
      count(*) filter (PVALUE is null) as without,
      count(*) filter ((PVALUE is null) != (LOWER is null) or (PVALUE is null) != (UPPER is null)) as half,
      count(*) filter (coalesce(shown, false) != (REJECTED = 1)) as disagree,
      count(*) filter (superiority and ANALYSIS like '% 2'
        and coalesce(different, false) != coalesce(PVALUE <= BOUNDARY, false)) as disagree_two_sided
    from compared group by all order by all""")
print(rows.df().to_string(index=False))
