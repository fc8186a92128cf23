# The tables of a document: what an operation is, as data. The generated files hold nothing else
# that decides; everything a call does is read from its entry.

# An input beside the body. `style` and `explode` are those of OpenAPI 3.1, section 4.8.12.3;
# `content` is JSON text in its place.
parameter <- function(name, place, type, style, explode = FALSE, required = FALSE,
                      allow_reserved = FALSE) {
  list(
    name = name, place = place, type = type, style = style, explode = explode,
    required = required, allow_reserved = allow_reserved
  )
}

# How one member of a form or multipart body is written (section 4.8.15): `json` as JSON text,
# `bytes` as a file, `text` by style and explode.
part <- function(name, payload = "text", media_type = NULL, style = "form", explode = TRUE,
                 allow_reserved = FALSE) {
  list(
    name = name, payload = payload, media_type = media_type, style = style, explode = explode,
    allow_reserved = allow_reserved
  )
}

# One media type of a body or response.
content <- function(media_type, payload, type = NULL, parts = list()) {
  list(media_type = media_type, payload = payload, type = type, parts = parts)
}

# What an operation sends; `nullable` says that the body may be JSON null.
request_body <- function(contents, required = FALSE, nullable = FALSE) {
  list(contents = contents, required = required, nullable = nullable)
}

# What may come back: `status` is "200", "2XX" or "default".
response <- function(status, ...) list(status = status, contents = list(...))

# One credential that an alternative asks for, with its scopes.
use <- function(scheme, ...) list(scheme = scheme, scopes = c(...))

operation <- function(name, method, path, parameters = list(), body = NULL, responses = list(),
                      security = list(), servers = list(), idempotency_header = NULL) {
  list(
    name = name, method = method, path = path, parameters = parameters, body = body,
    responses = responses, security = security, servers = servers,
    idempotency_header = idempotency_header
  )
}

# An operation called for a stream: `type` is that of one chunk, `terminator` the exact data that
# ends the stream, `switch` the member of the JSON body that asks for it.
stream_of <- function(operation, type = NULL, payload = "event-stream",
                      media_type = "text/event-stream", terminator = NULL, switch = NULL) {
  list(
    of = operation, type = type, payload = payload, media_type = media_type,
    terminator = terminator, switch = switch
  )
}

# An operation that gives pages: `items` is the member with the items, `next_member` the member of
# the page, or else of its last item, that the query parameter `parameter` takes for the next page.
pages_of <- function(operation, items, parameter, next_member, more = NULL) {
  list(of = operation, items = items, parameter = parameter, next_member = next_member, more = more)
}

# The operations of an api by their names; streams and pages get the operation they belong to.
operations <- function(...) {
  table <- list(...)
  lapply(table, function(entry) {
    if (!is.null(entry$of)) {
      entry$operation <- table[[entry$of]]
    }
    entry
  })
}

# A base URL; `url` may hold {variables}.
server <- function(url, description = "", variables = list()) {
  list(url = url, description = description, variables = variables)
}

server_variable <- function(name, default, values = character()) {
  list(name = name, default = default, values = values)
}

# A way to authenticate (section 4.8.27): kind is apiKey, basic, bearer, http, oauth2,
# openIdConnect or mutualTLS.
scheme <- function(id, kind, location = NULL, parameter = NULL, http_scheme = NULL,
                   token_url = NULL) {
  list(
    id = id, kind = kind, location = location, parameter = parameter, http_scheme = http_scheme,
    token_url = token_url
  )
}
