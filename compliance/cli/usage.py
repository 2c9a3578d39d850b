"""What is wrong with a command line, in the words of the reader's language; the library that reads it knows English only."""

import re
import sys
from typing import Any

from compliance.base.text import Language, one_line

_QUOTED = re.compile(r"'([^']*)'")
_BRACKETED = re.compile(r"\(([^()]*)\)\s*$")


def is_usage(error: Exception) -> bool:
    """Whether an error is one of use, raised before or while the arguments were read."""
    return hasattr(error, "format_message") and hasattr(error, "exit_code")


def tell(error: Any, language: Language) -> int:
    """Say what is wrong, and where the help stands; answers the exit code."""
    from compliance.base.problems import messages

    context = getattr(error, "ctx", None)
    if type(error).__name__ == "NoArgsIsHelpError" and context is not None:
        print(context.get_help(), file=sys.stderr)
        return int(error.exit_code)
    words = messages()
    print(_sentence(error, language), file=sys.stderr)
    if context is not None:
        print(words["usage_help"].with_values({"command": context.command_path}).of(language), file=sys.stderr)
    return int(error.exit_code)


def _sentence(error: Any, language: Language) -> str:
    from compliance.base.problems import closest, messages

    kind, told = type(error).__name__, error.format_message()
    code, values, suggestion = "usage_other", {"detail": told}, ""
    if kind == "NoSuchOption":
        code, values = "usage_option", {"name": error.option_name}
        suggestion = closest(error.option_name, error.possibilities or ())
    elif kind == "MissingParameter" and error.param is not None:
        argument = error.param.param_type_name == "argument"
        code, values = "usage_missing", {"name": error.param.metavar or error.param.name if argument else error.param.opts[-1]}
    elif kind == "BadOptionUsage":
        code, values = "usage_value", {"name": error.option_name}
    elif told.startswith("No such command"):
        from compliance.cli.main import COMMANDS

        (name,) = _QUOTED.findall(told)[:1] or [""]
        code, values = "usage_command", {"name": name}
        listed = getattr(getattr(error.ctx, "command", None), "commands", None) or dict.fromkeys(COMMANDS)
        suggestion = closest(name, listed)
    elif told.startswith("Got unexpected extra argument") and (found := _BRACKETED.search(told)):
        code, values = "usage_extra", {"words": found[1]}
    elif told.startswith("Missing command"):
        code, values = "usage_no_command", {}
    elif kind == "BadParameter" and error.param is not None:
        code, values = "usage_bad", {"name": error.param.opts[-1] if error.param.opts else error.param.name}
    words = messages()
    sentence = words[code].with_values({name: one_line(str(value), 160) for name, value in values.items()}).of(language)
    return sentence + (words["did_you_mean"].with_values({"suggestion": suggestion}).of(language) if suggestion else "")
