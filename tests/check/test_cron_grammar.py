"""The grammar of cron strings, form by form."""

import pytest

from biconvex_codegen.check.cron_grammar import fault

GOOD = [
    "* * * * *",
    "0 0 * * *",
    "00 007 * * *",
    "*/15 */2 */3 */4 */5",
    "0,5,10-20/3,30/7 1-23 1,2,3 1-12 0-6",
    "1/3,*/5 * * * *",
    "5,* * * * *",
    "5,*-9 * * * *",
    "50-10 22-2 28-3 NOV-FEB FRI-SUN",
    "59/59 23/23 31/30 12/11 6/6",
    "0 0 L * *",
    "0 0 LW * *",
    "0 0 L-30 * *",
    "0 0 L-3W * *",
    "0 0 15W * *",
    "0 0 * jan,Feb,MAR-may/2 *",
    "0 0 * * L",
    "0 0 * * 0L",
    "0 0 * * friL",
    "0 0 * * MON#1",
    "0 0 * * 6#5",
    "0\t0 \t *  *\t*",
    "0 0 29 2 *",
    "0 0 30 1,2 *",
    "0 0 31 2 MON",
    "0 0 31 2 */1",
    "0 0 L-28 2 *",
    "0 0 29W 2 *",
    "0 0 28-31 2 *",
    "0 0 31-1 2 *",
    "0 0 31/1,29 FEB *",
]

BAD = {
    "": 'a cron string has five fields, and "" has 0',
    "* * * *": 'a cron string has five fields, and "* * * *" has 4',
    "* * * * * *": 'a cron string has five fields, and "* * * * * *" has 6',
    "* * * * * ": 'a cron string has five fields, and "* * * * * " has space around them',
    "*\n* * * *": 'a cron string has five fields, and "*\n* * * *" has 4',
    "60 * * * *": '"60" is no minute',
    "-1 * * * *": '"-1" is no minute',
    "0-60 * * * *": '"60" is no minute',
    "٣ * * * *": '"٣" is no minute',
    "1, * * * *": '"" is no minute',
    "1,,2 * * * *": '"" is no minute',
    "? * * * *": '"?" is no minute',
    "* 24 * * *": '"24" is no hour',
    "* MON * * *": '"MON" is no hour',
    "* * 0 * *": '"0" is no day of the month',
    "* * 32 * *": '"32" is no day of the month',
    "* * 3,L * *": '"L" is no day of the month',
    "* * L,3 * *": '"L" is no day of the month',
    "* * l * *": '"l" is no day of the month',
    "* * 15w * *": '"15w" is no day of the month',
    "* * 32W * *": '"32" is no day of the month',
    "* * 1W,3 * *": '"1W" is no day of the month',
    "* * L-0 * *": '"L-0" counts back 0 days',
    "* * L-31W * *": '"L-31W" counts back 31 days',
    "* * * 13 *": '"13" is no month',
    "* * * JANUARY *": '"JANUARY" is no month',
    "* * * * 7": '"7" is no day of the week',
    "* * * * MON#0": 'no month has "MON#0": a weekday comes 1 to 5 times',
    "* * * * 1#6": 'no month has "1#6": a weekday comes 1 to 5 times',
    "* * * * 7#1": '"7" is no day of the week',
    "* * * * XYZL": '"XYZ" is no day of the week',
    "* * * * L,1": '"L" is no day of the week',
    "* * * * 1#1,2": '"1#1" is no day of the week',
    "*,5 * * * *": '"*" stands alone, and not in "*,5"',
    "*-5 * * * *": '"*" stands alone, and not in "*-5"',
    "*/0 * * * *": 'the step of "*/0" is 0',
    "*/60 * * * *": 'the step of "*/60" is 60',
    "* */24 * * *": 'the step of "*/24" is 24',
    "* * 1-5/31 * *": 'the step of "1-5/31" is 31',
    "* * * */12 *": 'the step of "*/12" is 12',
    "* * * * */7": 'the step of "*/7" is 7',
    "0 0 30 2 *": 'no year has a day that "0 0 30 2 *" matches',
    "0 0 31 4,6,9,11 *": 'no year has a day that "0 0 31 4,6,9,11 *" matches',
    "0 0 30,31 feb *": 'no year has a day that "0 0 30,31 feb *" matches',
    "0 0 30W 2 *": 'no year has a day that "0 0 30W 2 *" matches',
    "0 0 L-29 2 *": 'no year has a day that "0 0 L-29 2 *" matches',
    "0 0 31 4-6/2 *": 'no year has a day that "0 0 31 4-6/2 *" matches',
}


@pytest.mark.parametrize("text", GOOD)
def test_a_cron_string_is_good(text: str) -> None:
    assert fault(text) is None


@pytest.mark.parametrize("text", BAD)
def test_a_cron_string_is_bad(text: str) -> None:
    found = fault(text)
    assert found is not None
    assert found.message == BAD[text]


@pytest.mark.parametrize(
    ("text", "help_", "at_fault"),
    [
        ("0 24 * * *", "write a number from 0 to 23", "24"),
        ("0 0 * * 7", "write 0: Sunday is 0", "7"),
        ("0 0 * * MON,monday", 'did you mean "MON"?', "monday"),
        ("0 0 * * WEN", 'did you mean "WED"?', "WEN"),
        ("0 0 * JANUARY *", 'did you mean "JAN"?', "JANUARY"),
        ("0 9-17/30 * * *", "step by 1 to 23", "30"),
        ("0 0 32W * *", "write a number from 1 to 31", "32"),
        ("0 0  30\t2 *", "change the day of the month, or the month", "30\t2"),
        ("0 0 0 1 1 *", 'leave the seconds out: "0 0 1 1 *"', "0 0 0 1 1 *"),
        ("@daily", 'write "0 0 * * *"', "@daily"),
        ("0 0 * * * ", "remove the space", "0 0 * * * "),
    ],
)
def test_the_help_and_the_part_at_fault(text: str, help_: str, at_fault: str) -> None:
    found = fault(text)
    assert found is not None
    assert (found.help, text[found.start : found.end]) == (help_, at_fault)
