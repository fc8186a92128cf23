"""Names that are taken: by the language, by the platform, by the runtime."""

from __future__ import annotations

KEYWORDS = frozenset("""
    arguments as async await break case catch class const continue debugger default delete do else
    enum eval export extends false finally for from function get if implements import in
    instanceof interface let new null of package private protected public return satisfies set
    static super switch this throw true try type typeof undefined using var void while with yield
    """.split())  # noqa: SIM905
"""Words that no variable is called."""

TYPE_WORDS = frozenset("""
    any bigint boolean never number object string symbol undefined unknown void
    """.split())  # noqa: SIM905
"""Words that no type is called."""

RUNTIME_VALUES = frozenset("""
    any array binary boolean bytes call cookie date dateTime eventStream form header int64
    integer json jsonLines known literal map models multipart nullable number options path
    query record ref requestParameters stream string text union
    """.split())  # noqa: SIM905
"""What an API module imports or has as an argument: no table of an operation is called so."""

CLASSES = frozenset({"BaseApi", "Configuration", "ConfigurationBase"})
"""Values that an API module or the package has of its own, beside the runtime's exports."""

OBJECT_MEMBERS = frozenset("""
    constructor hasOwnProperty isPrototypeOf propertyIsEnumerable toLocaleString toString valueOf
    """.split())  # noqa: SIM905
"""What every object has: an optional member of that name would never look absent."""

METHODS = OBJECT_MEMBERS | frozenset("""
    configuration then withMiddleware withPostMiddleware withPreMiddleware
    """.split())  # noqa: SIM905
"""What no operation can be called: members of every API class, and what makes a promise of it."""

FILES = frozenset(
    ["index", "con", "prn", "aux", "nul"]
    + [f"{port}{place}" for port in ("com", "lpt") for place in "0123456789"]
)
"""Files that a folder has already, and devices that Windows keeps for itself."""

RUNTIME_TYPES = frozenset("""
    AbortError ApiError BadRequestError ConflictError DecodeError FetchError ForbiddenError
    Middleware NotFoundError RateLimitError RequestError RequiredError ResponseError ServerError
    StreamError StreamTruncatedError TimeoutError UnauthorizedError UnprocessableEntityError
    """.split())  # noqa: SIM905
"""What users import from the package beside models; a model of the same name wins there."""
