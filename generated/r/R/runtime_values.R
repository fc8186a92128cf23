# Values that R has no word for, and those that the caller may give in several ways.

# JSON null, where it has to be said: NULL as an argument means "not given".
json_null <- structure(list(), class = "json_null")

print.json_null <- function(x, ...) {
  cat("null\n")
  invisible(x)
}

# An object, also when it has no members: list() alone is an array where nothing says otherwise.
json_object <- function(...) {
  found <- list(...)
  if (length(found) == 0L) {
    return(structure(list(), names = character()))
  }
  if (is.null(names(found)) || any(names(found) == "")) {
    fail_request("json_object takes its members by name")
  }
  found
}

# An array, also when it has one item: a vector of length one is a scalar where nothing says
# otherwise.
json_array <- function(...) I(list(...))

# An integer of any size, exactly. `digits` is text.
json_integer <- function(digits) {
  digits <- if (is.character(digits)) digits else format(digits, scientific = FALSE, digits = 22L)
  if (length(digits) != 1L || !grepl("^-?(0|[1-9][0-9]*)$", digits)) {
    fail_request("json_integer takes the digits of one integer")
  }
  structure(digits, class = "json_integer")
}

# Other numbers that no double holds come as they were written, too.
json_number <- function(text) structure(text, class = c("json_number", "json_integer"))

format.json_integer <- function(x, ...) unclass(x)[[1L]]
as.character.json_integer <- function(x, ...) unclass(x)[[1L]]
as.double.json_integer <- function(x, ...) as.numeric(unclass(x)[[1L]])
as.integer.json_integer <- function(x, ...) as.integer(as.numeric(unclass(x)[[1L]]))

print.json_integer <- function(x, ...) {
  cat(format(x), "\n", sep = "")
  invisible(x)
}

# Comparing by digits is exact; anything else would round.
Ops.json_integer <- function(e1, e2) {
  if (!.Generic %in% c("==", "!=")) {
    stop("an integer beyond 2^53 is exact as text only: use as.numeric() to calculate", call. = FALSE)
  }
  text <- function(x) if (is.numeric(x)) number_text(x) else as.character(x)
  get(.Generic, envir = baseenv())(text(e1), text(e2))
}

# Text that R cannot hold (NUL, half of a surrogate pair): readable, with its JSON kept beside it.
json_text <- function(shown, json) structure(shown, class = "json_text", json = json)

as.character.json_text <- function(x, ...) {
  attributes(x) <- NULL
  x
}
# The bytes of a text, with its NULs. Half of a surrogate pair has none.
text_bytes <- function(x) {
  json <- gsub("\\\\", "\\u005c", attr(x, "json", exact = TRUE), fixed = TRUE)
  pieces <- strsplit(json, "\\u0000", fixed = TRUE)[[1L]]
  pieces <- c(pieces[1L], paste0("\"", pieces[-1L], recycle0 = TRUE))
  pieces <- c(paste0(pieces[-length(pieces)], "\"", recycle0 = TRUE), pieces[length(pieces)])
  if (any(is_unholdable(pieces))) {
    fail_request("a value holds half of a surrogate pair: it is no text")
  }
  bytes <- lapply(pieces, function(piece) c(as.raw(0L), charToRaw(jsonlite::parse_json(piece))))
  unlist(bytes)[-1L]
}

format.json_text <- function(x, ...) as.character(x)

print.json_text <- function(x, ...) {
  print(as.character(x))
  invisible(x)
}

# Whether a list is an object: it has names. An empty list without them is an array.
is_object <- function(value) is.list(value) && !is.null(names(value))

# The same list without classes and with names, ready to be the members of a model.
plain_object <- function(value) {
  attributes(value) <- list(names = if (is.null(names(value))) character() else names(value))
  value
}

# The JSON kind of a value as it comes from a parser or from a caller.
kind_of <- function(value) {
  if (is.null(value) || inherits(value, "json_null")) {
    return("null")
  }
  if (is_model(value)) {
    return("object")
  }
  if (inherits(value, "json_integer")) {
    return(if (inherits(value, "json_number")) "number" else "integer")
  }
  if (inherits(value, "AsIs")) {
    return("array")
  }
  if (is.list(value)) {
    return(if (is.null(names(value)) || is.data.frame(value)) "array" else "object")
  }
  if (length(value) != 1L) {
    return("array")
  }
  if (inherits(value, c("POSIXt", "Date")) || is.character(value) || is.factor(value)) {
    return("string")
  }
  if (is.logical(value)) {
    return(if (is.na(value)) "null" else "boolean")
  }
  if (is.numeric(value)) {
    return(if (is.finite(value) && value == trunc(value)) "integer" else "number")
  }
  "none"
}
