"""Outlines: the plan of a pack. A YAML file names its parameters and lists its sections, each of one kind (`use:`)."""

from briefing.outline.beginning import beginning
from briefing.outline.model import Outline
from briefing.outline.parameters import Parameter, Value
from briefing.outline.sections import (
    CountriesSection,
    ExcerptsSection,
    FiguresSection,
    GlossarySection,
    Keys,
    MatrixSection,
    QuestionsSection,
    RightsSection,
    RunSheetSection,
    Section,
    SourcesSection,
    TextSection,
    TimelineSection,
    walk,
)
from briefing.outline.templates import Plan, Template, fill, names, read

__all__ = [
    "CountriesSection",
    "ExcerptsSection",
    "FiguresSection",
    "GlossarySection",
    "Keys",
    "MatrixSection",
    "Outline",
    "Parameter",
    "Plan",
    "QuestionsSection",
    "RightsSection",
    "RunSheetSection",
    "Section",
    "SourcesSection",
    "Template",
    "TextSection",
    "TimelineSection",
    "Value",
    "beginning",
    "fill",
    "names",
    "read",
    "walk",
]
