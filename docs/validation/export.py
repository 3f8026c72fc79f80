"""Holds the files of `silico export` against the run's Parquet tables, read by other programs.

    python docs/validation/export.py RUN FOLDER SCENARIO TRIAL [dataset.schema.json]

Needs pyarrow, pandas, pyreadstat and odmlib; jsonschema with the last argument, CDISC's schema of
Dataset-JSON 1.1 (cdisc-org/DataExchange-DatasetJson, schema/dataset.schema.json). Says what was
compared and exits with 1 at a difference.
"""

import csv
import json
import math
import pathlib
import sys

import pandas
import pyarrow.parquet
import pyreadstat
from odmlib.define_loader import XMLDefineLoader
from odmlib.loader import ODMLoader

run, folder, scenario, trial, *schema = sys.argv[1:]
run, folder, trial = pathlib.Path(run), pathlib.Path(folder), int(trial)
problems = []
compared = {}


def same(a, b):
    if a is None or b is None:
        return a is b
    return a == b and type(a) is type(b)


def missing(value):
    none = value is None or isinstance(value, float) and math.isnan(value)
    return None if none or value == "" else value


def hold(what, columns, rows, table):
    """Rows of a file, in the table's order, are those of the trial."""
    if len(rows) != len(table["rows"]):
        problems.append(f"{what}: {len(rows)} rows, not {len(table['rows'])}")
        return
    if len(columns) != len(table["columns"]):
        problems.append(f"{what}: {len(columns)} columns, not {len(table['columns'])}")
        return
    for r, (row, expected) in enumerate(zip(rows, table["rows"])):
        for name, value, wanted in zip(columns, row, expected, strict=True):
            if not same(value, wanted):
                problems.append(f"{what}: row {r + 1}, {name}: {value!r}, not {wanted!r}")
                return
    compared[what] = len(rows) * len(columns)


def floats(row):
    return [missing(float(v) if isinstance(v, int) else v) for v in row]


def parquet(name):
    table = pyarrow.parquet.read_table(run / name)
    columns = table.column_names
    rows = [r for r in table.to_pylist() if r["SCENARIO"] == scenario and r["SIMREP"] == trial]
    labels = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
    return {
        "columns": columns,
        "rows": [floats([r[c] for c in columns]) for r in rows],
        "labels": [labels["silico.label." + c] for c in columns],
        "text": [pyarrow.types.is_string(t) for t in table.schema.types],
    }


def check_labels(what, labels, table):
    for label, whole in zip(labels, table["labels"], strict=True):
        if label != (whole if len(whole) <= 40 else whole[:37] + "..."):
            problems.append(f"{what}: label {label!r}, not {whole!r}")


def transport(path, table):
    # pandas reads the 0 of IBM's floats as 16**-65
    frame = pandas.read_sas(path, format="xport", encoding="ascii").replace(16.0**-65, 0.0)
    hold(f"{path.name} by pandas", list(frame), [floats(r) for r in frame.values.tolist()], table)
    frame, meta = pyreadstat.read_xport(path)
    rows = [floats(r) for r in frame.astype(object).values.tolist()]
    hold(f"{path.name} by pyreadstat", list(frame), rows, table)
    check_labels(path.name, meta.column_labels, table)


def dataset_json(path, table):
    lines = path.read_text("utf-8").splitlines()
    if path.suffix == ".ndjson":
        head, rows = json.loads(lines[0]), [json.loads(line) for line in lines[1:]]
    else:
        whole = json.loads(lines[0])
        rows = whole["rows"]
        head = {k: v for k, v in whole.items() if k != "rows"}
    if schema:
        import jsonschema

        definition = json.loads(pathlib.Path(schema[0]).read_text("utf-8"))
        for error in jsonschema.Draft202012Validator(definition).iter_errors(head):
            problems.append(f"{path.name}: {error.message}")
        compared[f"{path.name} by the schema"] = 1
    if head["records"] != len(rows):
        problems.append(f"{path.name}: records {head['records']}")
    names = [c["name"] for c in head["columns"]]
    hold(path.name, names, [floats(r) for r in rows], table)
    check_labels(path.name, [c["label"] for c in head["columns"]], table)


def comma_separated(path, table):
    with open(path, newline="", encoding="utf-8") as file:
        names, *rows = csv.reader(file)
    values = [
        [missing(v) if text or v == "" else float(v) for v, text in zip(row, table["text"])]
        for row in rows
    ]
    hold(path.name, names, values, table)


def define(path, tables):
    import odmlib.define_2_1.model as model
    import odmlib.odm_parser as parser
    import xmlschema
    import odmlib.schemas

    where = pathlib.Path(odmlib.schemas.__file__).parent / "define" / "2.1" / "define2-1-0.xsd"
    for error in xmlschema.XMLSchema(str(where)).iter_errors(str(path)):
        problems.append(f"{path.name}: {error.path}: {error.reason}")
    loader = ODMLoader(XMLDefineLoader(model_package="define_2_1", ns_uri="http://www.cdisc.org/ns/def/v2.1"))
    loader.open_odm_document(str(path))
    root = loader.root()
    meta = root.Study.MetaDataVersion
    items = {item.OID: item for item in meta.ItemDef}
    for group in meta.ItemGroupDef:
        table = tables[group.Name.lower()]
        names = [items[ref.ItemOID].Name for ref in group.ItemRef]
        kinds = [items[ref.ItemOID].DataType == "text" for ref in group.ItemRef]
        if len(names) != len(table["columns"]) or kinds != table["text"]:
            problems.append(f"{path.name}: variables of {group.Name}: {names}")
        labels = [items[r.ItemOID].Description.TranslatedText[0]._content for r in group.ItemRef]
        check_labels(f"{path.name}, {group.Name}", labels, table)
        compared[f"{path.name}, {group.Name}"] = len(names)
    oids = {d.OID for kind in ("ItemDef", "CodeList", "MethodDef", "CommentDef", "WhereClauseDef", "ValueListDef")
            for d in getattr(meta, kind)}
    text = path.read_text("utf-8")
    import re

    for oid in re.findall(r'(?:ItemOID|CodeListOID|MethodOID|CommentOID|WhereClauseOID|ValueListOID)="([^"]*)"', text):
        if oid not in oids:
            problems.append(f"{path.name}: {oid} is not defined")


names = {p.name.lower(): p.name for p in run.iterdir() if p.is_dir()}
tables = {}
for path in sorted(folder.iterdir()):
    if path.name != "define.xml":
        tables.setdefault(path.stem, parquet(names[path.stem]))
        reader = {".xpt": transport, ".csv": comma_separated}.get(path.suffix, dataset_json)
        reader(path, tables[path.stem])
if (folder / "define.xml").exists():
    define(folder / "define.xml", tables)
for what, number in compared.items():
    print(f"{what}: {number}")
for problem in problems:
    print("DIFFERS", problem)
if not compared:
    print("nothing was compared")
sys.exit(1 if problems or not compared else 0)
