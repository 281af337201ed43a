"""Forms that several tests of this folder fill in."""

from engine.forms import Form, load

BIRTH = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "type": "object",
    "title": "Birth",
    "x-title": {"fa": "ثبت ولادت"},
    "required": ["name", "born", "mother_id", "sex", "agreed"],
    "properties": {
        "name": {"type": "string", "title": "Name", "x-title": {"fa": "نام نوزاد"}, "minLength": 2, "maxLength": 40},
        "born": {"type": "string", "format": "date", "title": "Date of birth", "formatMaximum": "today"},
        "mother_id": {"type": "string", "format": "national-id", "title": "Mother's national ID"},
        "sex": {"type": "string", "oneOf": [{"const": "f", "title": "Girl"}, {"const": "m", "title": "Boy"}]},
        "weight": {"type": "number", "minimum": 0.2, "maximum": 9.5, "multipleOf": 0.1},
        "count": {"type": "integer", "minimum": 1, "maximum": 9},
        "city": {"type": "string", "enum": ["shiraz", "tabriz", "yazd", "rasht", "qom", "ahvaz"]},
        "papers": {"type": "array", "uniqueItems": True, "maxItems": 2, "items": {"enum": ["id", "letter", "photo"]}},
        "agreed": {"type": "boolean", "title": "Agreed"},
        "remark": {"type": "string", "title": "Remark"},
        "clerk": {"type": "string", "readOnly": True, "title": "Clerk"},
        "secret": {"type": "string"},
        "mail": {"type": "string", "format": "email"},
        "code": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "x-message": {"fa": "مانند AB12", "en": "Like AB12"}},
    },
}
BIRTH_UI = {
    "ui:order": ["name", "born", "*"],
    "name": {"ui:help": {"fa": "همان نامی که برگزیده‌اید", "en": "The name you chose"}},
    "remark": {"ui:widget": "textarea", "ui:options": {"rows": 4}},
    "secret": {"ui:widget": "hidden"},
}


def birth() -> Form:
    return load(BIRTH, BIRTH_UI)


GOOD_POST = {
    "name": ["آوا"],
    "born.day": ["۱۵"],
    "born.month": ["7"],
    "born.year": ["۱۳۶۰"],
    "mother_id": ["۹۹۹۰۰۰۱۰۳۰"],
    "sex": ["f"],
    "agreed": ["true"],
}
