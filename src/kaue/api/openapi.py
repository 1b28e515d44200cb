"""The description of the API (OpenAPI 3.1), made from these tables."""

from typing import Any

from kaue.mail.outbox import absolute
from kaue.tables import Language, TopicFormat

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer"}
YES_NO: Schema = {"type": "boolean"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
ADDRESS: Schema = {"type": "string", "format": "uri"}
MARKDOWN: Schema = {"type": "string", "description": "Markdown"}


def _or_null(schema: Schema) -> Schema:
    return {**schema, "type": [schema["type"], "null"]}


def _several(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


IN_SHORT: dict[str, Schema] = {
    "slug": TEXT,
    "title": TEXT,
    "claim": TEXT,
    "place": TEXT,
    "starts_at": MOMENT,
    "ends_at": MOMENT,
    "archived": YES_NO,
    "url": ADDRESS,
}

SCHEMAS: dict[str, dict[str, Schema]] = {
    "Events": {"events": _several(_ref("EventInShort"))},
    "EventInShort": IN_SHORT,
    "Event": {
        **IN_SHORT,
        "about": MARKDOWN,
        "organiser": TEXT,
        "venue": TEXT,
        "timezone": {"type": "string", "description": "IANA name, such as Europe/Berlin"},
        "submit_from": MOMENT,
        "submit_until": MOMENT,
        "vote_from": MOMENT,
        "vote_until": MOMENT,
        "pitch_at": MOMENT,
        "sessions_at": MOMENT,
        "themes": _several(_ref("Theme")),
        "topics": {**NUMBER, "description": "How many are public"},
    },
    "Theme": {"slug": TEXT, "name": TEXT},
    "Topics": {"event": TEXT, "topics": _several(_ref("Topic"))},
    "Topic": {
        "topic": NUMBER,
        "title": TEXT,
        "text": MARKDOWN,
        "format": {"type": "string", "enum": [str(one) for one in TopicFormat]},
        "themes": _several(TEXT),
        "hosts": _several(TEXT),
        "wish": {**YES_NO, "description": "Nobody would hold it yet"},
        "votes": _or_null({**NUMBER, "description": "null while votes are sealed"}),
        "comments": NUMBER,
        "submitted_at": _or_null(MOMENT),
        "url": ADDRESS,
    },
    "Schedule": {
        "event": TEXT,
        "timezone": TEXT,
        "version": _or_null({**NUMBER, "description": "null before the first is published"}),
        "published_at": _or_null(MOMENT),
        "note": {"type": "string", "description": "What is new in this version"},
        "sessions": _several(_ref("Session")),
    },
    "Session": {
        "starts_at": MOMENT,
        "ends_at": MOMENT,
        "room": _or_null(TEXT),
        "for_everybody": {**YES_NO, "description": "Such as the opening, or lunch"},
        "cancelled": YES_NO,
        "title": TEXT,
        "hosts": _several(TEXT),
        "format": _or_null(TEXT),
        "topic": _or_null(NUMBER),
        "url": _or_null(ADDRESS),
    },
    "Error": {"error": TEXT},
}

PATHS = {
    "/events": ("Events", "All barcamps that are announced or have taken place"),
    "/events/{slug}": ("Event", "One barcamp with its dates"),
    "/events/{slug}/topics": ("Topics", "Its public topics"),
    "/events/{slug}/schedule": ("Schedule", "The schedule that is published"),
}

ABOUT = (
    "Read-only, without a key, for every origin. No mail addresses, nobody's votes or stars, and"
    " no numbers while votes are sealed. Ask with If-None-Match: what has not changed is not sent."
)


def document() -> dict[str, Any]:
    return {
        "openapi": "3.1.0",
        "info": {"title": "kaue", "version": "1", "description": ABOUT},
        "servers": [{"url": absolute(Language.GERMAN, "/api/v1")}],
        "paths": {path: {"get": _operation(path, *about)} for path, about in PATHS.items()},
        "components": {"schemas": {name: _object(fields) for name, fields in SCHEMAS.items()}},
    }


def _object(fields: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": fields, "required": list(fields)}


def _operation(path: str, schema: str, summary: str) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": f"get{schema}",
        "summary": summary,
        "responses": {
            "200": _answer(summary, schema),
            "304": {"description": "Nothing has changed"},
        },
    }
    if "{slug}" in path:
        slug = {"name": "slug", "in": "path", "required": True, "schema": TEXT}
        operation["parameters"] = [slug]
        operation["responses"]["404"] = _answer("There is no such barcamp", "Error")
    return operation


def _answer(description: str, schema: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/json": {"schema": _ref(schema)}}}
