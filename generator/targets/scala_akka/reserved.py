"""Names that are taken: by the language, by the platform, by the runtime, by what is generated."""

from __future__ import annotations

KEYWORDS = frozenset("""
    abstract case catch class def do else enum export extends false final finally for forSome given
    if implicit import lazy macro match new null object override package private protected return
    sealed super then this throw trait true try type val var while with yield _
    as derives end extension infix inline opaque open transparent using
    """.split())  # noqa: SIM905
"""Words that are no bare name, in Scala 2.13 or 3; also those that only begin something there."""

OBJECT_MEMBERS = frozenset("""
    asInstanceOf clone eq equals finalize getClass hashCode isInstanceOf ne notify notifyAll
    synchronized toString wait
    """.split())  # noqa: SIM905
"""What every object has."""

RECORD_MEMBERS = OBJECT_MEMBERS | frozenset("""
    apply canEqual copy core extra productArity productElement productElementName
    productElementNames productIterator productPrefix unapply
    """.split())  # noqa: SIM905
"""What a case class has of its own, or writes in its head: no member of a record is called so."""

ARGUMENTS = OBJECT_MEMBERS | frozenset("""
    api apiKey basicCredentials bearerToken clientCredentials core model pages request stream
    """.split())  # noqa: SIM905
"""What no argument of an operation is called: credentials, packages, members of an API class."""

METHODS = OBJECT_MEMBERS | frozenset("""
    baseUrl pages request stream
    """.split())  # noqa: SIM905
"""What no operation is called: members of every API class."""

TABLE = frozenset(("body", "operation", "stream", "pages"))
"""Values beside the parameters in the table of an operation."""

SCALA = {
    "Any": "_root_.scala.Any",
    "BigDecimal": "_root_.scala.BigDecimal",
    "BigInt": "_root_.scala.BigInt",
    "Boolean": "_root_.scala.Boolean",
    "Long": "_root_.scala.Long",
    "Map": "_root_.scala.collection.immutable.Map",
    "None": "_root_.scala.None",
    "Option": "_root_.scala.Option",
    "Seq": "_root_.scala.Seq",
    "Some": "_root_.scala.Some",
    "String": "_root_.java.lang.String",
    "Unit": "_root_.scala.Unit",
}
"""Names of Scala that generated code uses, and how they are reached where a model hides them."""

FILES = frozenset(
    ["package", "con", "prn", "aux", "nul"]
    + [f"{port}{place}" for port in ("com", "lpt") for place in "0123456789"]
)
"""Files that a folder has already, and devices that Windows keeps for itself."""

UNKNOWN = "Unknown"
"""The case of a union for what the document does not know."""

CORE = frozenset("""
    ApiError ApiFacts ApiInvoker ApiKeyLocations ApiKeyValue ApiPages ApiRequest ApiResponse
    ApiStream BasicCredentials BearerToken Binary Body BodyContent BodyText Bounds ByKey ByKind
    ByTag ClientCredentials Clock Codec CollectionFormats Content Cookie Credential Date DateTime
    DeepObject Extra Extras Form Header Headers InContent InOrder Json Kind Label Matrix Member
    Nullable OpenEnum OpenEnumCompanion Operation Pages Param Part Path Payload PipeDelimited Place
    Problem Query Reader RecordCodec Response Scheme Selector Server ServerVariable Settings Simple
    SpaceDelimited StreamOperation Style UnionCodec Use Variant Writer Written
    """.split())  # noqa: SIM905
"""What the runtime offers under `core._`."""

EXAMPLES = frozenset("""
    ActorSystem App Duration Example Failure Future Left Right Source String Success System
    Throwable Try
    """.split())  # noqa: SIM905
"""What the programs of the docs use beside that."""
