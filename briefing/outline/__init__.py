"""Outlines: the plan of a pack. A YAML file names its parameters and lists its sections, each of one kind (`use:`)."""

from briefing.outline.beginning import beginning
from briefing.outline.model import Handout, Outline
from briefing.outline.parameters import Parameter, Value
from briefing.outline.sections import (
    GROWING,
    LEAST_LINES,
    BlanksSection,
    ComparisonSection,
    CountriesSection,
    ExcerptsSection,
    FiguresSection,
    GlossarySection,
    Keys,
    LinesSection,
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
    "GROWING",
    "LEAST_LINES",
    "BlanksSection",
    "ComparisonSection",
    "CountriesSection",
    "ExcerptsSection",
    "FiguresSection",
    "GlossarySection",
    "Handout",
    "Keys",
    "LinesSection",
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
