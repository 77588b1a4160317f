"""A validator for as much of JSON Schema as docs/ uses: an unknown keyword is an error of the schema."""

from __future__ import annotations

import re
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "boolean": (bool,),
    "null": (type(None),),
}
NOTES = ("$schema", "$id", "$defs", "title", "description")
KEYWORDS = (
    "type", "const", "enum", "pattern", "minimum", "minLength", "minItems", "items", "properties",
    "required", "additionalProperties", "$ref",
)  # fmt: skip


def is_of(value: Any, name: str) -> bool:
    """Whether a value is of a type of JSON; in Python true is a number, too."""
    if isinstance(value, bool):
        return name == "boolean"
    return isinstance(value, TYPES[name])


def faults(value: Any, schema: dict[str, Any], at: str = "", root: Any = None) -> list[str]:
    """What is wrong with a value; empty when it is as the schema says."""
    whole = schema if root is None else root
    unknown = set(schema) - {*NOTES, *KEYWORDS}
    if unknown:
        raise ValueError(f"{at}: keywords that are not known here: {sorted(unknown)}")
    if "$ref" in schema:
        return faults(value, whole["$defs"][schema["$ref"].rpartition("/")[2]], at, whole)
    wanted = schema.get("type", [])
    names = [wanted] if isinstance(wanted, str) else wanted
    if names and not any(is_of(value, name) for name in names):
        return [f"{at}: is no {' or '.join(names)}"]
    found = [f"{at}: {reason}" for reason in plain_faults(value, schema)]
    if isinstance(value, list):
        for number, item in enumerate(value):
            found += faults(item, schema.get("items", {}), f"{at}/{number}", whole)
    if isinstance(value, dict):
        found += object_faults(value, schema, at, whole)
    return found


def plain_faults(value: Any, schema: dict[str, Any]) -> list[str]:
    """What is wrong with a value by itself."""
    found = []
    if "const" in schema and value != schema["const"]:
        found.append(f"is not {schema['const']!r}")
    if "enum" in schema and value not in schema["enum"]:
        found.append(f"{value!r} is none of {schema['enum']}")
    if isinstance(value, str):
        if len(value) < schema.get("minLength", 0):
            found.append("is too short")
        if "pattern" in schema and not re.search(schema["pattern"], value):
            found.append(f"{value!r} does not match {schema['pattern']}")
    if is_of(value, "integer") and value < schema.get("minimum", value):
        found.append(f"{value} is below {schema['minimum']}")
    if isinstance(value, list) and len(value) < schema.get("minItems", 0):
        found.append("has too few items")
    return found


def object_faults(value: dict[str, Any], schema: dict[str, Any], at: str, root: Any) -> list[str]:
    """What is wrong with an object's members."""
    properties = schema.get("properties", {})
    found = [f"{at}: lacks {name}" for name in schema.get("required", []) if name not in value]
    for name, member in value.items():
        if name in properties:
            found += faults(member, properties[name], f"{at}/{name}", root)
        elif schema.get("additionalProperties") is False:
            found.append(f"{at}: has a member {name}")
    return found
