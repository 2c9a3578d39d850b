"""The whole description of one system, as its file states it."""

from __future__ import annotations

from compliance.system.model.ai import Ai
from compliance.system.model.architecture import Component, DataCategory, Flow, Party, Site
from compliance.system.model.operations import Continuity, Incidents, Logging
from compliance.system.model.organisation import Organisation
from compliance.system.model.privacy import Privacy
from compliance.system.model.processing import Dataset, Eds, Ehds, ProcessingActivity, Research
from compliance.system.model.security import Security
from compliance.system.model.supply import Attestation, Document, SoftwareItem, Supplier, Us
from compliance.system.model.system import Device, System
from compliance.system.model.transparency import Transparency
from compliance.system.types import Stated


class Description(Stated):
    """One system and the organisation that runs it, as stated; what is not stated is None."""

    organisation: Organisation | None = None
    parties: list[Party] | None = None
    sites: list[Site] | None = None
    data: list[DataCategory] | None = None
    components: list[Component] | None = None
    flows: list[Flow] | None = None
    system: System | None = None
    device: Device | None = None
    ai: Ai | None = None
    datasets: list[Dataset] | None = None
    processing_activities: list[ProcessingActivity] | None = None
    research: Research | None = None
    eds: Eds | None = None
    ehds: Ehds | None = None
    software: list[SoftwareItem] | None = None
    security: Security | None = None
    privacy: Privacy | None = None
    logging: Logging | None = None
    incidents: Incidents | None = None
    continuity: Continuity | None = None
    transparency: Transparency | None = None
    suppliers: list[Supplier] | None = None
    documents: list[Document] | None = None
    us: Us | None = None
    attestations: list[Attestation] | None = None
