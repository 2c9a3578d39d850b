"""The examples for continuous integration: they parse, and the commands in them run, without the services themselves."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from compliance.gate.model import CODES
from tests.gate.command import DAY, comply, inside

ROOT = Path(__file__).resolve().parents[2]
CI = ROOT / "examples" / "ci"


def load(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", [ROOT / "action.yml", ROOT / ".pre-commit-hooks.yaml", *sorted(CI.glob("*.y*ml"))], ids=lambda path: path.name)
def test_every_file_is_yaml(path: Path) -> None:
    assert load(path)


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        (ROOT / "action.yml", "github-actions"),
        (CI / "github-workflow.yml", "github-workflows"),
        (CI / "comply.gitlab-ci.yml", "gitlab-ci"),
        (CI / "gitlab-ci.yml", "gitlab-ci"),
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_every_file_is_what_its_service_accepts(path: Path, schema: str) -> None:
    rules = json.loads((Path(__file__).parent / "schemas" / f"{schema}.json").read_text(encoding="utf-8"))
    data = load(path)
    if True in data:  # YAML 1.1 reads the key `on` as true
        data["on"] = data.pop(True)
    jsonschema.validators.validator_for(rules)(rules).validate(data)


def test_the_policy_and_the_waivers_are_accepted() -> None:
    with inside(ROOT):
        outcome = comply("gate", "examples/secure-reference/system.yaml", "--policy", "examples/ci/comply.yaml", "--as-of", DAY)
    assert outcome.code in {0, *CODES.values()}, outcome
    assert not outcome.err


def test_the_acceptance_shown_is_needed_by_the_system_it_is_for() -> None:
    with inside(ROOT):
        outcome = comply("gate", "examples/shadow-ai/system.yaml", "--policy", "examples/ci/comply.yaml", "--as-of", DAY, "--output", "jsonl=-")
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    (waiver,) = [line for line in lines if line["type"] == "waiver"]
    assert waiver["state"] == "in_force"
    assert "fr-sante:lil-art-60" in waiver["requirements"]
    assert {line["status"] for line in lines if line["type"] == "requirement" and line["id"] == "fr-sante:lil-art-60"} == {"accepted"}


def bash(script: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script with `python -m compliance` and `comply` standing for this very program."""
    binaries = folder / "bin"
    binaries.mkdir(exist_ok=True)
    runner = binaries / "run.py"
    runner.write_text("import tests.gate.command\nfrom compliance.cli.main import main\nmain()\n", encoding="utf-8")
    text = f"""#!/usr/bin/env bash
if [ "$1" = "-m" ]; then
  if [ "$2" = "pip" ]; then exit 0; fi
  shift 2
fi
exec {shlex.quote(sys.executable)} {runner} "$@"
"""
    for name in ("python", "comply"):
        (binaries / name).write_text(text, encoding="utf-8")
        (binaries / name).chmod(0o755)
    environment = {**os.environ, "PATH": f"{binaries}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), **variables}
    return subprocess.run(["bash", "-c", script], cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def test_the_action_runs_and_tells_its_code(checkout: Path) -> None:
    action = load(ROOT / "action.yml")
    steps = action["runs"]["steps"]
    assert action["runs"]["using"] == "composite"
    assert all(step["shell"] == "bash" for step in steps)
    assert not any("${{" in step["run"] for step in steps), "an input written into the script could run commands"
    variables = dict.fromkeys(steps[-1]["env"], "")
    for name, text in steps[-1]["env"].items():
        used = re.fullmatch(r"\$\{\{ inputs\.([\w-]+) \}\}", text)
        assert used
        assert used[1] in action["inputs"], name
        variables[name] = action["inputs"][used[1]]["default"]
    variables |= {"SYSTEMS": "examples/secure-ref*/system.yaml", "AS_OF": DAY, "GITHUB_OUTPUT": str(checkout / "output")}
    done = bash(steps[-1]["run"], checkout, **variables)
    assert done.returncode == 0, done
    assert (checkout / "output").read_text(encoding="utf-8") == "code=0\n"
    assert (checkout / "comply.sarif").is_file()
    assert (checkout / "comply-junit.xml").is_file()
    blocked = bash(steps[-1]["run"], checkout, **{**variables, "SYSTEMS": "examples/shadow-ai/system.yaml"})
    assert blocked.returncode == 1
    assert blocked.stdout.startswith("::error ")
    assert (checkout / "output").read_text(encoding="utf-8") == "code=0\ncode=1\n"


def test_an_input_cannot_run_a_command(checkout: Path) -> None:
    step = load(ROOT / "action.yml")["runs"]["steps"][-1]
    variables = dict.fromkeys(step["env"], "") | {"SARIF": "a.sarif", "JUNIT": "b.xml", "GITHUB_OUTPUT": str(checkout / "output")}
    done = bash(step["run"], checkout, **{**variables, "SYSTEMS": "$(touch pwned) ;touch pwned", "POLICY": "`touch pwned`"})
    assert done.returncode == 2
    assert not (checkout / "pwned").exists()


def test_the_workflow_uses_inputs_that_exist() -> None:
    workflow = load(CI / "github-workflow.yml")
    step = next(step for step in workflow["jobs"]["gate"]["steps"] if step.get("uses") == "./")
    assert set(step["with"]) <= set(load(ROOT / "action.yml")["inputs"])
    upload = next(step for step in workflow["jobs"]["gate"]["steps"] if "upload-sarif" in step.get("uses", ""))
    assert upload["with"]["sarif_file"] == load(ROOT / "action.yml")["inputs"]["sarif"]["default"]


def test_the_gitlab_job_runs_and_writes_the_reports_it_names(checkout: Path) -> None:
    template = load(CI / "comply.gitlab-ci.yml")[".comply-gate"]
    job = load(CI / "gitlab-ci.yml")["conformite"]
    variables = {**template["variables"], **job["variables"]}
    variables["COMPLY_OPTIONS"] += f" --as-of {DAY}"
    done = bash("\n".join([*template["before_script"], *template["script"]]), checkout, **variables)
    assert done.returncode in (0, 1, 3), done
    for file in template["artifacts"]["reports"].values():
        assert (checkout / file).stat().st_size


def test_the_pre_commit_hook_is_a_command_that_runs(checkout: Path) -> None:
    hook = load(ROOT / ".pre-commit-hooks.yaml")[0]
    used = load(CI / "pre-commit-config.yaml")["repos"][0]["hooks"][0]
    assert used["id"] == hook["id"]
    names = [name for name in ("examples/secure-reference/system.yaml", "examples/secure-reference/organisation.yaml") if re.search(hook["files"], name)]
    assert names == ["examples/secure-reference/system.yaml"]
    words = [*shlex.split(hook["entry"]), *used["args"], "--as-of", DAY, *names]
    assert bash(shlex.join(words), checkout).returncode in (0, 1, 3)


def test_the_readme_shows_commands_that_run(checkout: Path) -> None:
    blocks = re.findall(r"```sh\n(.*?)```", (CI / "README.md").read_text(encoding="utf-8"), re.S)
    commands = [line for block in blocks for line in block.splitlines() if line.startswith("comply ")]
    assert len(commands) >= 5
    for command in commands:
        words = command if "--as-of" in command else f"{command} --as-of {DAY}"
        assert bash(words, checkout).returncode in (0, 1, 3, 4), command


def test_the_container_takes_what_exists_and_runs_as_nobody_special() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line.startswith("COPY ") and "--from" not in line:
            assert all((ROOT / source).exists() for source in line.split()[1:-1]), line
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    copied = {source for line in lines if line.startswith("COPY ") and "--from" not in line for source in line.split()[1:-1]}
    assert copied == {line[1:] for line in ignored if line.startswith("!")}
    assert any(line.startswith("USER ") for line in lines)
    assert 'ENTRYPOINT ["comply"]' in lines


def test_the_codes_in_the_readme_are_those_of_the_program() -> None:
    text = (CI / "README.md").read_text(encoding="utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d) \|", text, re.M)} == {0, 1, 2, 3, 4}
    assert {0, 2, *CODES.values()} == {0, 1, 2, 3, 4}
