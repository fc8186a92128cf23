"""Names that are taken: by the language, by the runtime, by file systems."""

from __future__ import annotations

KEYWORDS = frozenset("""
    __ENCODING__ __FILE__ __LINE__ BEGIN END alias and begin break case class def defined do else
    elsif end ensure false for if in module next nil not or redo rescue retry return self super
    then true undef unless until when while yield
    """.split())  # noqa: SIM905
"""Words that no variable is called."""

CONSTANTS = frozenset("""
    ApiClient ApiConnectionError ApiError ApiStatusError ApiTimeoutError BadRequestError
    Configuration ConflictError DecodeError FilePart ForbiddenError NotFoundError RateLimitError
    RequestError Runtime ServerError StreamError StreamTruncatedError UnauthorizedError
    UnknownVariant UnprocessableEntityError VERSION
    """.split())  # noqa: SIM905
"""What the module of the package has of its own."""

FORBIDDEN = frozenset("""
    __id__ __send__ additional_properties as_json class clone deconstruct_keys
    define_singleton_method delete dig display dup enum_for extend freeze hash initialize
    initialize_clone initialize_copy initialize_dup inspect instance_eval instance_exec
    instance_variable_get instance_variable_set instance_variables itself method method_missing
    methods object_id pretty_inspect pretty_print pretty_print_cycle pretty_print_inspect
    pretty_print_instance_variables private_methods protected_methods public_method
    public_methods public_send remove_instance_variable respond_to_missing send singleton_class
    singleton_method singleton_method_added singleton_method_removed singleton_method_undefined
    singleton_methods tap then to_a to_ary to_c to_enum to_h to_hash to_int to_io to_json
    to_path to_plain to_proc to_r to_s to_str to_sym yield_self
    """.split())  # noqa: SIM905
"""Methods that every object has and something relies on, and those of every model: no member
and no operation is called so."""

METHODS = FORBIDDEN | {"api_client"}
"""What no operation can be called."""

OPTIONS = frozenset("""
    connect_timeout extra_body extra_headers extra_query host idempotency_key max_retries
    media_type strict stream_to timeout
    """.split())  # noqa: SIM905
"""Keywords of every call."""

ARGUMENTS = KEYWORDS | OPTIONS | {"block", "options"}
"""What no argument of a call can be called."""

FILES = frozenset(
    ["con", "prn", "aux", "nul"]
    + [f"{port}{place}" for port in ("com", "lpt") for place in "0123456789"]
)
"""Devices that Windows keeps for itself."""

RBS_TYPES = frozenset("""
    bool boolish bot class end in instance interface module nil null out self singleton top true
    false type untyped void def alias string int float array hash range io path real encoding
    """.split())  # noqa: SIM905
"""Words of signatures that no type alias is called."""
