"""The door: one verb builds, and no file for students is placed without a proof that holds."""

from __future__ import annotations

from pathlib import Path

import pytest

import briefing
from briefing import drafting, steps
from briefing.check.leaks.proof import Leak, Proof
from briefing.errors import BriefingError
from briefing.handout import run
from briefing.handout.people import Orders
from briefing.workspace import Workspace

NOTHING = Proof((), (), (), ())


def test_build_runs_all_five_steps(water: Path) -> None:
    """And returns what was made, with the proof."""
    built = briefing.build(Workspace(water, water / "output"), ["defaults"], formats=["docx"], editions=("student", "teacher"))
    assert [(file.path.name, file.pack) for file in built.files] == [
        ("defaults.docx", "defaults"),
        ("defaults-teacher.docx", "defaults-teacher"),
    ]
    assert all(file.path.stat().st_size == file.size for file in built.files)
    assert (built.proof.holds, built.proof.files) == (True, ("defaults.docx",))


@pytest.mark.slow
def test_pack_is_drawn_and_searched_on_two_cores_as_on_one(water: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same bytes, of several packs in all formats: an EPUB has the pages of its PDF, whichever process laid them out."""
    made = []
    for cores in (1, 2):
        monkeypatch.setattr(steps, "cores", lambda cores=cores: cores)
        built = briefing.build(Workspace(water, tmp_path / str(cores)), ["defaults", "footnotes"])
        made.append({file.path.name: file.path.read_bytes() for file in built.files})
        assert (built.proof.holds, sorted(built.proof.files)) == (True, sorted(made[-1]))
    assert made[0] == made[1]
    assert len(made[0]) == 6


@pytest.mark.parametrize(
    ("proof", "error"),
    [
        (NOTHING, ValueError),
        (Proof(("other.docx",), (), (), ()), ValueError),
        (Proof(("defaults.docx",), ("a",), (), (Leak("defaults.docx", "", "a", "words"),)), BriefingError),
    ],
)
def test_nothing_is_placed_without_a_proof_that_holds(water: Path, tmp_path: Path, proof: Proof, error: type[Exception]) -> None:
    """Not without a proof, with a proof of other files, or with one that found a leak."""
    workspace = Workspace(water, tmp_path / "output")
    library = steps.load(workspace)
    packs = steps.packs(workspace, library, steps.plans(workspace, library, ["defaults"], {}))
    (tmp_path / "drafts").mkdir()
    workspace.output.mkdir()
    drafts = steps.draw(packs, ["docx"], tmp_path / "drafts")
    with pytest.raises(error):
        steps.place(packs, drafts, workspace.output, proof)
    assert list(workspace.output.iterdir()) == []
    assert steps.place(packs, drafts, workspace.output, steps.prove(packs, drafts, workspace, library))


def test_handouts_are_written_only_with_a_proof_that_holds(tmp_path: Path) -> None:
    """Whether in one file or in many."""
    found = Proof(("cards",), ("a",), (), (Leak("cards", "", "a", "words"),))
    with pytest.raises(BriefingError):
        run.together(Orders(), "", tmp_path / "a.pdf", "", lambda _: None, found)
    with pytest.raises(BriefingError):
        run.separately(Orders(), "", tmp_path, "", lambda _job, _orders: iter(()), lambda _: None, found)
    assert list(tmp_path.iterdir()) == []


def test_files_are_searched_side_by_side_as_one_after_another(tmp_path: Path) -> None:
    """The same results in the same order, and an error of one comes back."""
    assert drafting.each_apart(lambda number: number * number, [3, 1, 2], 2) == [9, 1, 4]
    assert drafting.each_apart(lambda number: number * number, [3, 1, 2], 1) == [9, 1, 4]
    with pytest.raises(ZeroDivisionError):
        drafting.each_apart(lambda number: 1 // number, [1, 0], 2)
