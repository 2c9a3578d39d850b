"""A kept assessment told in another language than it was kept in: its texts are those of the rules, where these are still the same."""

from dataclasses import replace

from compliance.assessment.saved import Saved, SavedFinding, SavedRequirement
from compliance.base.text import Language
from compliance.catalog.load import Catalog


def in_language(saved: Saved, catalog: Catalog, language: Language) -> Saved:
    """The assessment with the titles and citations of the catalog; as it was kept where its rules are others, or nothing tells its language."""
    if saved.language in ("", language) or saved.rules != catalog.digest:
        return saved
    versions = {key: framework.text_version.of(language) if (framework := catalog.frameworks.get(key)) else version for key, version in saved.versions.items()}
    return replace(
        saved,
        language=language,
        requirements={key: _requirement(item, catalog, language) for key, item in saved.requirements.items()},
        findings={key: _finding(item, catalog, language) for key, item in saved.findings.items()},
        versions=versions,
    )


def _requirement(item: SavedRequirement, catalog: Catalog, language: Language) -> SavedRequirement:
    framework = catalog.frameworks.get(item.framework)
    known = framework.requirements.get(item.reference.split(":", 1)[-1]) if framework else None
    return replace(item, citation=known.citation.of(language), title=known.title.of(language)) if known else item


def _finding(item: SavedFinding, catalog: Catalog, language: Language) -> SavedFinding:
    known = catalog.controls.get(item.control)
    return replace(item, title=known.title.of(language)) if known else item
