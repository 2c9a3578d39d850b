"""What differs in the rules behind two assessments, as far as the assessments tell: versions of texts, provisions, controls behind them, the policy, the program."""

from dataclasses import dataclass

from compliance.assessment.saved import Saved


@dataclass(frozen=True, slots=True)
class RulesChange:
    """The differences in the rules: `versions` and `policy` as what, before and after; `added`, `removed` and `remapped` name requirements.

    `only_old` and `only_new` are the texts that one assessment looked at and the other did not: they are not compared.
    """

    digest: bool
    engine: tuple[str, str] | None
    versions: tuple[tuple[str, str, str], ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    remapped: tuple[str, ...]
    policy: tuple[tuple[str, str, str], ...]
    only_old: tuple[str, ...] = ()
    only_new: tuple[str, ...] = ()


def rules_changes(old: Saved, new: Saved) -> RulesChange:
    """The differences between the rules of two assessments."""
    shared = [name for name in old.versions if name in new.versions]
    # Versions are kept in words of one language: two languages cannot be compared.
    versions = [(name, old.versions[name], new.versions[name]) for name in shared] if old.language == new.language else []
    remapped = [
        key
        for key, before in old.requirements.items()
        if (after := new.requirements.get(key)) is not None and before.controls and after.controls and set(before.controls) != set(after.controls)
    ]
    names = dict.fromkeys([*old.policy, *new.policy])
    return RulesChange(
        old.rules != new.rules,
        (old.engine, new.engine) if old.engine != new.engine else None,
        tuple(item for item in versions if item[1] != item[2]),
        tuple(key for key, item in new.requirements.items() if key not in old.requirements and item.framework in old.versions),
        tuple(key for key, item in old.requirements.items() if key not in new.requirements and item.framework in new.versions),
        tuple(remapped),
        tuple((name, old.policy.get(name, ""), new.policy.get(name, "")) for name in names if old.policy.get(name) != new.policy.get(name)),
        tuple(name for name in old.versions if name not in new.versions),
        tuple(name for name in new.versions if name not in old.versions),
    )
