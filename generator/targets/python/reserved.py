"""Names that are taken: by the language, by pydantic, by the runtime."""

from __future__ import annotations

import keyword

KEYWORDS = frozenset(keyword.kwlist)

EXPORTS = frozenset("""
    ApiClient ApiException ApiResponse AsyncApiClient AsyncStream CallOptions Configuration
    Stream UnknownVariant
    """.split())  # noqa: SIM905
"""What the package itself offers beside models and APIs; the runtime's exceptions join them."""

TYPES = frozenset("""
    bool dict float int list str
    """.split())  # noqa: SIM905
"""Builtins that annotations use: inside a class, a member of that name would hide them."""

MODEL_ATTRIBUTES = frozenset("""
    construct copy dict from_orm json model_computed_fields model_config model_construct
    model_copy model_dump model_dump_json model_extra model_fields model_fields_set
    model_json_schema model_parametrized_name model_post_init model_rebuild model_validate
    model_validate_json model_validate_strings parse_file parse_obj parse_raw schema schema_json
    update_forward_refs validate
    """.split())  # noqa: SIM905
"""What pydantic's BaseModel has of its own (2.11 and later): a field cannot be called so."""

CALL_OPTIONS = frozenset("""
    answer connect_timeout extra_body extra_headers extra_query host idempotency_key max_retries
    media_type options self stream_to strict timeout
    """.split())  # noqa: SIM905
"""Keywords of every call and locals of the methods: no argument can have the same name."""

METHODS = KEYWORDS | TYPES | {"api_client", "bytes"}
"""What no operation can be called: attributes of every API class, and types beside them."""
