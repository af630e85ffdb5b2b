"""What breaks a word or a number in the bytes of a row: such rows are unpacked before they are looked at."""

from .pieces import WORD, unpacked
from .spelling import name_keys
from .tags import INLINE, SEAM

_INLINE_TAGS = "|".join(name.replace(".", r"\.") for name in sorted(INLINE, key=len, reverse=True))
_TAGS = rf"(?:</?(?:{_INLINE_TAGS})(?:[ /\\][^<>\n\t]*)?>|<!--[^\n\t>]*>)+".encode()
# Of a word, or of an e-mail address.
_LETTER = rb"[A-Za-z0-9.@_+\-\x80-\xff]"
_AMP = rb"&(?:amp;){0,4}"
_BETWEEN_GROUPS = rb"(?:nbsp|ndash|numsp|puncsp|hairsp|NonBreakingSpace|sol|lpar|rpar|colon);"
BREAKS = (
    _LETTER + _TAGS + _LETTER,
    rb"[0-9][^0-9A-Za-z\n\t<]{0,3}(?:<[^<>\n\t]*>[^0-9A-Za-z\n\t<]{0,3}){1,6}[0-9]",
    _AMP + rb"#(?:[1-24-9][0-9]|3[0-35-8]|1[0-57-9][0-9]|16[1-9]|[2-9][0-9]{2}|[0-9]{4,7}|[xX][0-9a-fA-F]{2,6});",
    rb"[0-9][^0-9A-Za-z\n\t]{0,3}" + _AMP + rb"#",
    _AMP
    + rb"[A-Za-z]{1,8}(?:acute|grave|circ|uml|tilde|ring|slash|cedil|lig|caron|ogon|strok|dot|breve|macr|dblac|horn);",
    _AMP + rb"(?:shy|zwj|zwnj|lrm|rlm|ZeroWidthSpace|NoBreak|inodot|imath|eth|ETH|thorn|THORN|lstrok|Lstrok|ETH);",
    _AMP + rb"(?:commat|lowbar|period|plus|hyphen|dash|apos|Tab|NewLine|ensp|emsp|thinsp|ii|ff?i?l?lig|fjlig);",
    # Beside the digits of a number of letters and digits; of digits alone an image has nothing else.
    rb"[0-9][^0-9A-Za-z\n\t]{0,3}" + _AMP + _BETWEEN_GROUPS,
    _AMP + _BETWEEN_GROUPS + rb"[^0-9A-Za-z\n\t]{0,3}[0-9]",
    rb"\\u[0-9a-fA-F]{4}",
    rb"%(?:[c-fC-F][0-9a-fA-F]|25|[46][1-9a-fA-F]|[57][0-9aA]|3[0-9])",
    rb"[0-9][^0-9A-Za-z\n\t]{0,3}[%=][0-9a-fA-F]{2}[^0-9A-Za-z\n\t]{0,3}[0-9%=]",
    rb"=[89A-F][0-9A-F]",
    rb"[A-Za-z]=[24]0[A-Za-z]",
    rb"=(?:\\r)?\\n",
    rb"=\r?\n[A-Za-z0-9]",
    rb"[\xc4-\xcd][\x80-\xbf]|\xcf[\x90-\x96\xb0-\xbf]|\xd6\x87",
    rb"\xce[\x86\x88-\x8a\x8c\x8e-\x90\xaa-\xb0]|\xcf[\x8a-\x8e]|\xd0[\x80\x81\x87]|\xd1[\x90\x91\x97]",
    rb"\xd9[\xa0-\xa9]|\xdb[\xb0-\xb9]|\xe0(?:[\xa5\xa7][\xa6-\xaf]|\xb9[\x90-\x99])",
    rb"\xc2[\xaa\xad\xb2\xb3\xb5\xb9\xba]",
    rb"\xe1[\x80-\xbf]",
    rb"\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xbf]|[\x82\x84\x85\x91-\x93\xb1]|\xb5[\xaf-\xbf]|\xba[\x80-\xbf])",
    rb"\xd8[\x90-\x9a\x9c]|\xd9[\x80\x8b-\x9f\xb0\xb5-\xb8]|\xdb[\x96-\xad]|\xd6[\x91-\xbf]|\xd7[\x81-\x87]|\xd2[\x83-\x87]",
    rb"\xe0(?:[\xa5-\xa9\xac\xad][\x98-\x9f]|\xa8[\xb3\xb6]|[\xb8\xba]\xb3|\xbb[\x9c\x9d]|[\xbd\xbe])",
    rb"\xe3(?:\x82[\x99-\x9f]|\x83\xbf|[\x84-\x8f][\x80-\xbf])|\xea[\x99-\x9f\xac\xad]",
    rb"\xef[\xa4-\xbf]",
    rb"\xf0(?:\x90\x9e|\x9d|\x9e|\x9f[\x84-\x88]|\xaf)",
    rb"\xc3[\x80-\x9f\xa0-\xaf](?:\xc2[\x80-\xbf]|\xe2[\x80\x82\x84]|\xc5|\xc6\x92|\xcb)",
)


def plain(row):
    """Return a row as its text without packaging, in letters that have an image, in one line."""
    text = row[:-1].decode("utf-8", "replace").replace("\\\\", "\x05").replace("\\n", "\n").replace("\\t", " ")
    text = unpacked(text.replace("\\r", "\r").replace("\x05", "\\"))[0]
    # Tags may part a word or not: it is looked for as one, too.
    text = f"{text} {text.replace(SEAM, '')}" if SEAM in text else text
    text = WORD.sub(_in_plain_letters, text) if not text.isascii() else text
    return text.replace("\n", " ").encode("utf-8", "replace") + b"\n"


def _in_plain_letters(match):
    word = match[0]
    # Once more at the end: a number may go on on either side.
    return word if word.isascii() else " ".join((word, *(name_keys(word) - {word}), word))
