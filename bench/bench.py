"""Speed in MB of text for each second of CPU: each family, all of them, and other tools on the same files in the same run.

    make bench

The corpus is made of the seeds, their paragraphs in a new order in each document, so that it needs no download and is the
same everywhere. Other tools are installed into bench/.tools, each in a folder of its own; one that can't be had is said so.
Absolute figures say as much about the machine as about the tool: read the last column.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
TOOLS = Path(__file__).parent / ".tools"
DOCUMENTS = 300
FAMILIES = ("language", "claims", "dates", "chrome,typography", "extraction", "metadata", "readability", "")
GOALS = {"language": 5.0, "claims": 6.0, "dates": 20.0, "chrome,typography": 30.0, "": 2.0}

OURS = """
import sys, json, time, datetime
from pathlib import Path
from copydesk import lint_text
select = sys.argv[2].split(",") if sys.argv[2] else None
texts = [(path.name, path.read_text(encoding="utf-8")) for path in sorted(Path(sys.argv[1]).iterdir())]
as_of = datetime.date(2026, 11, 22)
for name, text in texts[:6]:
    lint_text(text, path=name, select=select, as_of=as_of)
start = time.process_time()
found = sum(len(lint_text(text, path=name, select=select, as_of=as_of)) for name, text in texts)
print(json.dumps([time.process_time() - start, found]))
"""

LANGDETECT = """
import sys, json, time
from pathlib import Path
from langdetect import DetectorFactory, detect
DetectorFactory.seed = 0
texts = [path.read_text(encoding="utf-8") for path in sorted(Path(sys.argv[1]).iterdir())][: int(sys.argv[2])]
detect(texts[0])
start = time.process_time()
for text in texts:
    detect(text)
print(json.dumps([time.process_time() - start, sum(len(text.encode()) for text in texts)]))
"""

PROSELINT = """
import sys, json, time
from pathlib import Path
from proselint.checks import __register__
from proselint.registry import CheckRegistry
from proselint.tools import LintFile
CheckRegistry().register_many(__register__)
paths = sorted(Path(sys.argv[1]).iterdir())[: int(sys.argv[2])]
LintFile(paths[0]).lint()
start = time.process_time()
for path in paths:
    LintFile(path).lint()
print(json.dumps([time.process_time() - start, sum(path.stat().st_size for path in paths)]))
"""


def corpus(folder: Path) -> int:
    """Writes the documents; gives their size in bytes."""
    size = 0
    random.seed(20261122)
    seeds = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "seeds").glob("*.txt"))]
    for number in range(DOCUMENTS):
        text = seeds[number % len(seeds)]
        gap = "\n\n" if "\n\n" in text else "\n"
        paragraphs = text.split(gap)
        head, body = paragraphs[:6], paragraphs[6:]
        random.shuffle(body)
        data = gap.join([*head, *body]).encode()
        (folder / f"{number:04}.txt").write_bytes(data)
        size += len(data)
    return size


def child(code: str, *arguments: str, path: str = "") -> tuple[float, int] | None:
    """CPU seconds and a count from code run in a fresh interpreter; None where it fails."""
    environment = {**os.environ, "PYTHONPATH": path} if path else None
    run = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, env=environment, check=False)
    if run.returncode:
        print(f"    failed: {run.stderr.strip().splitlines()[-1] if run.stderr.strip() else run.returncode}")
        return None
    seconds, count = json.loads(run.stdout.splitlines()[-1])
    return seconds, count


def start_up(*command: str) -> float:
    """The least CPU seconds of five runs of a command, as the system counts them."""
    least = 1e9
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, capture_output=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        least = min(least, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return least


def tool(name: str) -> str:
    """The folder into which a tool of PyPI was installed, or "" where it can't be had."""
    folder = TOOLS / name
    if not folder.is_dir():
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--target",
            str(folder),
            name,
        ]
        if subprocess.run(command, capture_output=True, check=False).returncode:
            shutil.rmtree(folder, ignore_errors=True)
            return ""
    return str(folder)


def main() -> None:
    copydesk = shutil.which("copydesk", path=str(Path(sys.executable).parent)) or "copydesk"
    one = str(sorted((ROOT / "seeds").glob("001*.txt"))[0])
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = corpus(folder)
        print(f"{DOCUMENTS} documents, {size / 1e6:.2f} MB, Danish, Swedish, and English with Chinese\n")
        rates: dict[str, float] = {}
        print(f"{'copydesk':<28}{'MB/s of CPU':>12}{'goal':>8}{'findings':>10}")
        for family in FAMILIES:
            measured = child(OURS, name, family)
            if measured is None:
                continue
            rates[family] = size / 1e6 / measured[0]
            goal = GOALS.get(family)
            print(f"{family or 'all families':<28}{rates[family]:>12.2f}{goal if goal else '':>8}{measured[1]:>10}")
        print(f"\n{'other tools':<28}{'MB/s of CPU':>12}{'copydesk, all families, is':>30}")
        for label, code, some in (("langdetect", LANGDETECT, 60), ("proselint", PROSELINT, 30)):
            path = tool(label)
            measured = child(code, name, str(some), path=path) if path else None
            if measured is None:
                print(f"{label:<28}{'cannot be had here':>12}")
                continue
            rate = measured[1] / 1e6 / measured[0]
            print(f"{label:<28}{rate:>12.2f}{rates.get('', 0) / rate:>25.1f} times")
    print("\nstart-up, CPU seconds, least of five")
    for arguments in (
        ["--version"],
        ["lint", one, "--no-cache"],
        ["lint", one, "--no-cache", "--select", "language"],
        ["lint", one],
    ):
        print(f"  copydesk {' '.join(arguments).replace(one, 'seeds/001….txt'):<60}{start_up(copydesk, *arguments):>8.3f}")


if __name__ == "__main__":
    main()
