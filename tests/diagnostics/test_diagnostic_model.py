from __future__ import annotations

import copy
import pickle

import pytest

from zongzhi_rules.diagnostics import Diagnostic, Related, Severity, Source, UnknownCodeError, diagnose
from zongzhi_rules.errors import CaseError, InputError, PackError, ZongzhiError

SOURCE = Source("ladder.yaml", "rank: 1\nrank: 2\n", "henan_2016")


def duplicate() -> Diagnostic:
    related = (Related(SOURCE.span(0, 4), "first_here"),)
    return diagnose("ZR140", SOURCE.span(8, 12), path="measures.rank", related=related, key="rank")


def test_a_message_is_filled_in_both_languages() -> None:
    assert duplicate().message("en") == "the key `rank` stands here twice"
    assert duplicate().message("zh") == "键 `rank` 在这里出现了两次"
    assert duplicate().severity is Severity.ERROR
    assert duplicate().related[0].message("zh") == "第一次写在这里"


def test_suggestions_come_before_the_advice() -> None:
    found = diagnose("ZR140", suggestions=("rang", "rank"), key="x")
    assert found.help("en") == "did you mean `rang` or `rank`? keep one of the two"
    assert found.help("zh") == "是否想写 `rang`、`rank`？请只保留一个"


def test_the_form_for_machines() -> None:
    assert duplicate().to_dict("en") == {
        "code": "ZR140",
        "severity": "error",
        "message": "the key `rank` stands here twice",
        "help": "keep one of the two",
        "file": "ladder.yaml",
        "line": 2,
        "column": 1,
        "end_line": 2,
        "end_column": 5,
        "path": "measures.rank",
    }


def test_without_a_text_there_is_no_line() -> None:
    nowhere = diagnose("ZR101", Source("没有.yaml", "").span(0, 0), file="没有.yaml").to_dict("zh")
    assert (nowhere["file"], nowhere["line"], nowhere["column"], nowhere["end_line"]) == ("没有.yaml", None, None, None)
    assert diagnose("ZR101", file="x").to_dict("zh")["file"] is None


@pytest.mark.parametrize(
    ("code", "arguments"),
    [
        ("ZR999", {}),
        ("", {}),
        ("ZR140", {}),
        ("ZR140", {"key": "a", "kye": "b"}),
        ("ZR141", {"key": "a"}),
    ],
)
def test_a_code_or_an_argument_that_the_catalogue_does_not_know_is_refused(
    code: str, arguments: dict[str, str]
) -> None:
    with pytest.raises(UnknownCodeError):
        diagnose(code, None, path="", related=(), suggestions=(), **arguments)


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(UnknownCodeError, match="nowhere"):
        Related(SOURCE.span(0, 1), "nowhere")


def test_diagnostics_are_values() -> None:
    found = duplicate()
    assert pickle.loads(pickle.dumps(found)) == found == copy.deepcopy(found)  # noqa: S301 - our own bytes
    assert len({found, duplicate()}) == 1
    assert dict(found.arguments) == {"key": "rank"}
    with pytest.raises(AttributeError):
        found.code = "ZR141"  # type: ignore[misc]
    with pytest.raises(TypeError):
        found.arguments["key"] = "x"  # type: ignore[index]


def test_arguments_given_as_a_dictionary_are_copied() -> None:
    arguments = {"key": "a"}
    found = Diagnostic("ZR140", arguments)
    arguments["key"] = "b"
    assert found.arguments["key"] == "a"


@pytest.mark.parametrize("hostile", ["\x1b[2J", "\u202e", "a\nb", "\ud800", "\x00", "\u200b"])
def test_what_the_user_wrote_is_safe_to_print_and_short(hostile: str) -> None:
    found = diagnose(
        "ZR140",
        Source(hostile, "a").span(0, 1),
        path=hostile,
        suggestions=(hostile,),
        key=hostile + "x" * 9999,
    )
    for text in (found.message("zh"), found.help("en"), str(found), *map(str, found.to_dict("en").values())):
        assert text.isprintable()
        assert len(text) < 400


def test_braces_in_what_the_user_wrote_are_not_placeholders() -> None:
    assert diagnose("ZR140", key="{key}{0.__class__}").message("en") == "the key `{key}{0.__class__}` stands here twice"


def test_an_error_holds_its_diagnostics_in_order_and_says_them_in_english() -> None:
    later, earlier = diagnose("ZR141", SOURCE.span(8, 9)), diagnose("ZR142", SOURCE.span(0, 1))
    nowhere = diagnose("ZR101", path="case", file="x")
    error = PackError([later, earlier, nowhere])
    assert error.diagnostics == (nowhere, earlier, later)
    first, second, third = str(error).splitlines()
    assert first == "case: error[ZR101]: there is no file `x` (check the path and the spelling of the name)"
    assert second.startswith("ladder.yaml:1:1: error[ZR142]: aliases are not part of the language (write")
    assert third.startswith("ladder.yaml:2:1: error[ZR141]: anchors are not part of the language (write")


@pytest.mark.parametrize("kind", [InputError, PackError, CaseError])
def test_errors_survive_pickling(kind: type[InputError]) -> None:
    error = kind([duplicate()])
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own bytes
    assert type(again) is kind
    assert isinstance(again, ZongzhiError)
    assert again.diagnostics == error.diagnostics
    assert str(again) == str(error)


def test_an_error_without_a_diagnostic_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="diagnostic"):
        InputError([])
