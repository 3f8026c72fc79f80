"""Runs the notebooks from top to bottom and compares their text with what is kept.

    python check.py [--write] [python.ipynb r.ipynb]

Makes the runs that the notebooks name, unless they are there. Text is compared, pictures are not. With --write what comes out is kept.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent


def make_runs(notebook):
    """By the commands of its first cell; a run that is there is taken as it is."""
    for line in re.findall(r"^ {4}(\./silico run .*)$", notebook.cells[0].source, re.MULTILINE):
        command = shlex.split(line)
        done = Path(ROOT, "results", Path(command[2]).stem, "manifest.json")
        if not done.exists():
            subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kept(output):
    """Of an output what is kept: no errors' stream, no counts, no picture beside a text for who cannot see it."""
    if output.output_type == "stream":
        return None if output.name == "stderr" else output
    output.pop("execution_count", None)
    if output.output_type == "execute_result":
        output["output_type"] = "display_data"
    output["metadata"] = {}
    data = output["data"]
    if "image/png" in data:
        output["data"] = {"image/png": data["image/png"]}
    else:
        data.pop("text/latex", None)
        data.pop("text/markdown", None)
    return output


def text(cell):
    parts = []
    for output in cell.get("outputs", []):
        if output.output_type == "stream" and output.name == "stdout":
            parts.append(output.text)
        elif output.output_type in ("display_data", "execute_result"):
            parts.append("" if "image/png" in output.data else output.data.get("text/plain", ""))
    return "".join(parts).rstrip()


def run(path, write):
    before = nbformat.read(path, as_version=4)
    make_runs(before)
    notebook = nbformat.read(path, as_version=4)
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(HERE)}}).execute()
    different = 0
    for old, new in zip(before.cells, notebook.cells):
        if old.cell_type == "code":
            new["execution_count"] = None
            new["metadata"] = {}
            new["outputs"] = [o for o in map(kept, new.outputs) if o is not None]
            if text(old) != text(new) and not write:
                different += 1
                print(f"{path.name}, cell {old.id}: was\n{text(old)}\nand is now\n{text(new)}\n")
    if write:
        notebook.metadata = before.metadata
        nbformat.write(notebook, path)
    print(f"{path.name}: {'written' if write else 'as kept' if not different else f'{different} cells differ'}")
    return different


def main(arguments):
    names = [a for a in arguments if not a.startswith("--")] or ["python.ipynb"]
    return 1 if sum(run(HERE / name, "--write" in arguments) for name in names) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
