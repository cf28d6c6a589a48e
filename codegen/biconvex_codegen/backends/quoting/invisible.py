"""Which characters generated text writes as escapes, since nobody would see them; ASCII control characters aside."""

INVISIBLE = (
    "\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\ufeff\ufff0-\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)
"""Ranges for a class of `re`: controls above ASCII's, invisible and bidirectional formatting, line and paragraph
separators, surrogates, tags, and what is no character. Frozen here, and not `str.isprintable`, whose answer follows
the Unicode version of the interpreter."""
