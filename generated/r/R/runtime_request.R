# From a call to the request that it sends: everything but the credentials.

IGNORED_HEADERS <- c("accept", "content-type", "authorization")

# The parts of a request that all attempts share. `stream` is set when the call asks for a stream.
prepare_request <- function(client, operation, values, body, settings, stream = NULL) {
  places <- by_place(operation, values)
  texts <- list()
  for (each in places$path) {
    texts[[each$param$name]] <- path_text(each$param, each$value)
  }
  expanded <- expand_path(operation$path, texts)
  base <- base_parts(or(settings$base_path, client$base_url(operation)))
  extra <- settings$body
  if (!is.null(stream$switch)) {
    extra[[stream$switch]] <- TRUE
  }
  built <- build_body(operation$body, body, settings$media_type, extra)
  list(
    method = toupper(operation$method),
    base = base,
    path = expanded$path,
    query = request_query(expanded$query, places$query, settings$query),
    fields = request_fields(client, operation, settings, places$header, built, stream),
    cookies = unlist(lapply(places$cookie, function(each) cookie_pairs(each$param, each$value))),
    overrides = header_overrides(settings$headers),
    source = built$source
  )
}

by_place <- function(operation, values) {
  places <- list(path = list(), query = list(), header = list(), cookie = list())
  for (at in seq_along(operation$parameters)) {
    param <- operation$parameters[[at]]
    value <- values[[at]]
    if (!is_null(value)) {
      places[[param$place]] <- c(places[[param$place]], list(list(param = param, value = value)))
    } else if (param$required || param$place == "path") {
      fail_request("the ", param$place, " parameter `", param$name, "` needs a value")
    }
  }
  places
}

request_query <- function(template, parameters, extra) {
  declared <- strsplit(template, "&", fixed = TRUE)[[1L]]
  for (each in parameters) {
    declared <- c(declared, query_pairs(each$param, each$value))
  }
  added <- character()
  for (name in names(extra)) {
    value <- extra[[name]]
    is_deep <- is_model(value) || is_object(value)
    style <- if (is_deep) "deepObject" else "form"
    added <- c(added, query_pairs(parameter(name, "query", type_any(), style, explode = TRUE), value))
  }
  names <- vapply(names(extra), percent_component, "")
  declared <- declared[nzchar(declared)]
  c(declared[!sub("=.*$", "", declared) %in% names], added)
}

request_fields <- function(client, operation, settings, parameters, built, stream) {
  fields <- c(
    "User-Agent" = client$user_agent,
    "Accept" = accepted(operation$responses, stream$media_type),
    unlist(client$default_headers)
  )
  if (!is.null(built$content_type)) {
    fields <- c(fields, "Content-Type" = built$content_type)
  }
  if (!is.null(operation$idempotency_header)) {
    key <- or(settings$idempotency_key, random_uuid())
    fields <- c(fields, structure(key, names = operation$idempotency_header))
  }
  for (each in parameters) {
    text <- header_text(each$param, each$value)
    if (!is.null(text) && !tolower(each$param$name) %in% IGNORED_HEADERS) {
      fields <- c(fields, structure(text, names = each$param$name))
    }
  }
  checked <- lapply(seq_along(fields), function(at) checked_header(names(fields)[[at]], fields[[at]]))
  merge_headers(unlist(checked))
}

header_overrides <- function(extra) {
  found <- lapply(names(extra), function(name) {
    value <- extra[[name]]
    if (is.null(value) || (length(value) == 1L && is.na(value))) {
      return(structure(NA_character_, names = name))
    }
    checked_header(name, value)
  })
  unlist(found)
}

# The request with credentials; `target` is where a redirect leads instead.
sign_request <- function(prepared, credentials, target = NULL) {
  cookies <- paste(c(prepared$cookies, credentials$cookies), collapse = "; ")
  cookie_field <- if (nzchar(cookies)) c(Cookie = cookies)
  headers <- merge_headers(prepared$fields, credentials$fields, cookie_field, prepared$overrides)
  if (is.null(target)) {
    # A parameter of the same name gives way: the name belongs to the credential.
    names <- sub("=.*$", "", credentials$query)
    own <- prepared$query[!sub("=.*$", "", prepared$query) %in% names]
    url <- join_url(prepared$base, prepared$path, c(own, credentials$query))
  } else {
    url <- with_query(target, credentials$query)
  }
  list(method = prepared$method, url = url, headers = headers, source = prepared$source)
}

# A redirect's URL with the credentials of the query, where it does not have them itself.
with_query <- function(target, pairs) {
  query <- if (grepl("?", target, fixed = TRUE)) sub("^[^?]*\\?", "", target) else ""
  held <- vapply(sub("=.*$", "", strsplit(query, "&", fixed = TRUE)[[1L]]), percent_decoded, "")
  wanted <- vapply(sub("=.*$", "", pairs), percent_decoded, "")
  both <- c(if (nzchar(query)) query, pairs[!wanted %in% held])
  path <- sub("\\?.*$", "", target)
  if (length(both) > 0L) paste0(path, "?", paste(both, collapse = "&")) else path
}
