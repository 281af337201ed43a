"""`make fuzz`: breeds drawings for minutes and keeps what crashes, hangs or eats memory; must not mend anything."""

import fcntl
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.fuzzing import seeds
from tools.steps import CACHE, ROOT, fingerprint, is_done, mark_done, run, say, step

LOCK = ROOT / "requirements" / "fuzz.txt"
PLACE = CACHE / "fuzz"
PACKAGES, CORPUS, ROUNDS, ARTIFACTS, FINDS = (
    PLACE / name for name in ("packages", "corpus", "round", "artifacts", "finds")
)
ROUND = 600  # seconds; to begin one costs half a minute, for every module is instrumented
HYPOTHESIS_EVERY = 2  # rounds
MEGABYTES, HANG = 500, 300  # seconds on the clock; a hang in processor time is told by the child itself
BRED_FROM = 150  # inputs that one round begins with: reading all that was ever kept would fill it


@dataclass
class Told:
    """What a session came to."""

    executed: int = 0
    finds: dict[str, Path] = field(default_factory=dict)
    failed: int = 0  # rounds that did not get to trying: code that cannot be imported, for instance


def main(minutes: float) -> int:
    """Breed for so many minutes on one processor; 0 when nothing was found."""
    with _alone():
        _prepare()
        told, until, rounds = Told(), time.monotonic() + minutes * 60, 0
        while (left := until - time.monotonic()) > 1:
            rounds += 1
            one = _hypothesis if rounds % HYPOTHESIS_EVERY == 0 else _atheris
            executed = one(max(1, int(min(left, ROUND))), told.finds)
            told.executed += executed
            told.failed += not executed
            if not executed:
                time.sleep(min(20, max(0, until - time.monotonic())))
            for path in sorted(one for one in ARTIFACTS.iterdir() if not one.name.startswith("slow-unit")):
                _keep(path, told)
            _tell(told)
    return 1 if told.finds else 0


def _prepare() -> None:
    """Install atheris beside the house's packages, unless it is there, and lay out drawings of ours to breed from."""
    stamp, wanted = PLACE / ".ravand", fingerprint([LOCK, sys.version])
    if not is_done(stamp, wanted):
        with step("atheris, in .cache/fuzz"):
            shutil.rmtree(PACKAGES, ignore_errors=True)
            pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "install", "--quiet"]
            run([*pip, "--require-hashes", "--only-binary", ":all:", "--target", PACKAGES, "-r", LOCK])
        mark_done(stamp, wanted)
    for folder in (CORPUS, ARTIFACTS, FINDS):
        folder.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds.contents()):
        (CORPUS / f"seed-{number}").write_bytes(data)


def _atheris(seconds: int, known: Iterable[str]) -> int:
    shutil.rmtree(ROUNDS, ignore_errors=True)
    ROUNDS.mkdir()
    kept = sorted(CORPUS.iterdir())
    for path in random.sample(kept, min(BRED_FROM, len(kept))):
        shutil.copy(path, ROUNDS)
    limits = [f"-max_total_time={seconds}", f"-timeout={HANG}", f"-rss_limit_mb={MEGABYTES}", "-max_len=200000"]
    ways = ["-mutate_depth=1", "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={ARTIFACTS}/"]
    said = _child(["tools.fuzzing.child", *limits, *ways, str(ROUNDS)], known)
    for path in ROUNDS.iterdir():
        shutil.copy(path, CORPUS)
    return sum(map(int, re.findall(r"number_of_executed_units:\s*(\d+)", said))) or _last_count(said)


def _hypothesis(seconds: int, known: Iterable[str]) -> int:
    said = _child(["tools.fuzzing.hypotheses", str(seconds), str(ARTIFACTS)], known)
    return sum(map(int, re.findall(r"executed: (\d+)", said)))


def _last_count(said: str) -> int:
    """Return the number of the last input that libFuzzer speaks of, where it ended before its statistics."""
    return max(map(int, re.findall(r"^#(\d+)", said, re.MULTILINE)), default=0)


def _child(arguments: list[str], known: Iterable[str] = ()) -> str:
    """Run a module in a process of its own; finds that are `known` already do not end it."""
    paths = f"{PACKAGES}{os.pathsep}{ROOT}"
    environment = {**os.environ, "PYTHONPATH": paths, "RAVAND_FUZZ_KNOWN": "\n".join(known)}
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    said = (done.stdout + done.stderr).decode(errors="replace")
    (PLACE / f"{arguments[0]}.log").write_text(said)
    return said


def _keep(path: Path, told: Told) -> None:
    """Make a find smaller, name it by what breaks, and keep the smallest one of each kind."""
    if path.suffix == ".small":
        return
    wrong = _child(["tools.fuzzing.smaller", str(path)]).splitlines()
    small = path.with_name(f"{path.name}.small")
    name = wrong[0] if wrong and wrong[0] else f"not again: {path.name.partition('-')[0]}"
    kept = FINDS / f"{re.sub(r'[^A-Za-z0-9]+', '-', name)[:80]}.bpmn"
    data = (small if small.exists() else path).read_bytes()
    if not kept.exists() or len(data) < kept.stat().st_size:
        kept.write_bytes(data)
    if name.startswith("not again"):
        kept.with_suffix(".log").write_text("\n".join(log.read_text()[-5_000:] for log in PLACE.glob("*.log")))
    if name not in told.finds:
        say(f"  found: {name} → {kept.relative_to(ROOT)}")
    told.finds[name] = kept
    path.unlink()
    small.unlink(missing_ok=True)


def _tell(told: Told) -> None:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    minutes = (used.ru_utime + used.ru_stime) / 60
    say(f"{minutes:.1f} CPU minutes, {told.executed} executions, {len(told.finds)} finds, {told.failed} rounds failed")


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process breeds here."""
    PLACE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "fuzz.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 5))
