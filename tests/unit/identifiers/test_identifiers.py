"""Promises about national, legal and service ids, postal codes and mobile numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.identifiers import IDENTIFIERS, fault, tidy

VALID = {
    "national-id": [
        *("0013542419", "0499370899", "9990001030", "9990001091", "۰۰۱۳۵۴۲۴۱۹"),
        *("٠٠١٣٥٤٢٤١٩", "001-354241-9", "13542419", "499370899"),
    ],
    "legal-id": ["10380284790", "99900000010", "۱۰۳۸۰۲۸۴۷۹۰", "1038 0284 790"],
    "service-id": ["13061709000", "13091710103", "13061709", "۱۳۰۶۱۷۰۹۰۰۰"],
    "postal-code": ["7134845678", "۷۱۳۴۸-۴۵۶۷۸"],
    "mobile": [
        *("09121234567", "+989121234567", "00989121234567", "989121234567"),
        *("9121234567", "۰۹۱۲ ۱۲۳ ۴۵۶۷", "+98 0912 123 4567"),
    ],
}
INVALID = {
    "national-id": [
        *("0012345678", "4608968872", "1111111111", "0000000000", "", "123"),
        *("00135424190", "001354241x", "۰۰۱۳۵۴۲۴۱۸", "²²²²²²²²²²"),
    ],
    "legal-id": ["10380284791", "1038028479", "103802847900", "", "1038028479x"],
    "service-id": ["1306170900", "130617090000", "abc", ""],
    "postal-code": ["713484567", "71348456789", "0000000000", "7134845ab8", ""],
    "mobile": ["0912123456", "091212345678", "02112345678", "۰۹۱۲", "", "+1 912 123 4567"],
}


@pytest.mark.parametrize(("kind", "spelling"), [(kind, text) for kind, texts in VALID.items() for text in texts])
def test_a_well_formed_identifier_is_accepted(kind: str, spelling: str) -> None:
    assert fault(kind, tidy(kind, spelling)) is None


@pytest.mark.parametrize(("kind", "spelling"), [(kind, text) for kind, texts in INVALID.items() for text in texts])
def test_a_wrong_identifier_is_refused_with_its_reason(kind: str, spelling: str) -> None:
    reason = fault(kind, tidy(kind, spelling))
    assert reason is not None
    assert reason.msgid.endswith(".")


def test_the_reason_says_whether_length_or_a_digit_is_wrong() -> None:
    reasons = {fault("national-id", text) for text in ("123", "0012345678", "1111111111")}
    assert len(reasons) == 3


def test_leading_zeros_are_filled_up_and_kept() -> None:
    assert tidy("national-id", "۱۳۵۴۲۴۱۹") == "0013542419"
    assert tidy("mobile", "+98 912 123 4567") == "09121234567"


def test_a_stored_identifier_has_latin_digits() -> None:
    assert fault("national-id", "۰۰۱۳۵۴۲۴۱۹") is not None


@given(st.integers(0, 999_999_999), st.integers(0, 8), st.integers(1, 9))
@settings(deadline=None, max_examples=200)
def test_one_mistyped_digit_of_a_national_id_is_always_noticed(stem: int, place: int, shift: int) -> None:
    digits = f"{stem:09}"
    rest = sum(int(digit) * (10 - index) for index, digit in enumerate(digits)) % 11
    right = digits + str(rest if rest < 2 else 11 - rest)
    wrong = right[:place] + str((int(right[place]) + shift) % 10) + right[place + 1 :]
    if len(set(right)) > 1:
        assert fault("national-id", right) is None
    # 11 remainders share 10 check digits: 10 and 1 both give 1, so only those two can be confused
    if fault("national-id", wrong) is None:
        assert right[9] == "1"


@given(st.sampled_from(sorted(IDENTIFIERS)), st.text(max_size=30))
@settings(deadline=None, max_examples=200)
def test_any_text_gets_an_answer_and_tidying_twice_changes_nothing(kind: str, text: str) -> None:
    once = tidy(kind, text)
    assert tidy(kind, once) == once
    fault(kind, text)
