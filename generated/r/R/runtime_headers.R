# Header fields: those that are sent are checked, those that came are a named character vector.

HEADER_NAME <- "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"

# A header field that can be sent (RFC 9110 section 5.5) as a named text; outer white space is no
# part of a value. The value does not stand in the message of a refusal.
checked_header <- function(name, value) {
  if (!grepl(HEADER_NAME, name, perl = TRUE)) {
    fail_request("`", name, "` is no name of a header")
  }
  if (is.numeric(value) && length(value) == 1L) {
    value <- scalar_text(value)
  }
  if (!is.character(value) || length(value) != 1L || is.na(value) || !validEnc(value)) {
    fail_request("the value of the header `", name, "` is no text")
  }
  value <- enc2utf8(as.character(value))
  if (grepl("[\x01-\x08\x0a-\x1f\x7f]", value, perl = TRUE)) {
    fail_request("the value of the header `", name, "` holds a control character")
  }
  structure(gsub("^[ \t]+|[ \t]+$", "", value), names = name)
}

# `name=value` of a cookie. The value is sent as it is: it was encoded where it is a parameter, and
# is a credential else.
checked_cookie <- function(name, value) {
  if (!grepl(HEADER_NAME, name, perl = TRUE)) {
    name <- percent_component(name)
  }
  if (grepl("[^\x21\x23-\x3a\x3c-\x5b\x5d-\x7e]", enc2utf8(value), perl = TRUE)) {
    fail_request("the value of the cookie `", name, "` holds an illegal character")
  }
  paste0(name, "=", value)
}

# Header fields where a later one replaces an earlier one of its name; NA removes it.
merge_headers <- function(...) {
  fields <- c(...)
  if (length(fields) == 0L) {
    return(character())
  }
  last <- !duplicated(tolower(names(fields)), fromLast = TRUE)
  fields <- fields[last]
  fields[!is.na(fields)]
}

# The fields of a response. `headers[["Content-Type"]]` does not mind the case of names; a field
# that came several times is joined with commas (RFC 9110 section 5.3).
api_headers <- function(fields) structure(fields, class = "api_headers")

header <- function(headers, name) {
  fields <- unclass(headers)
  found <- fields[tolower(names(fields)) == tolower(name)]
  if (length(found) == 0L) NULL else paste(found, collapse = ", ")
}

`[[.api_headers` <- function(x, i, ...) if (is.character(i)) header(x, i) else unclass(x)[[i]]
`$.api_headers` <- function(x, name) header(x, name)

as.list.api_headers <- function(x, ...) as.list(unclass(x))

HIDDEN_RESPONSE <- c("set-cookie", "set-cookie2", "authorization", "cookie", "proxy-authorization", "x-api-key")

format.api_headers <- function(x, ...) {
  fields <- unclass(x)
  fields[tolower(names(fields)) %in% HIDDEN_RESPONSE] <- MASK
  if (length(fields) == 0L) character() else paste0(names(fields), ": ", fields)
}

print.api_headers <- function(x, ...) {
  cat(format(x), sep = "\n")
  cat("\n")
  invisible(x)
}

str.api_headers <- function(object, ...) print(object)

# Status line and fields of the last head in a block of them: 1xx heads come before it.
parse_head <- function(raw) {
  text <- rawToChar(raw[raw != as.raw(0L)])
  Encoding(text) <- "UTF-8"
  if (!validUTF8(text)) {
    Encoding(text) <- "latin1"
    text <- enc2utf8(text)
  }
  lines <- strsplit(text, "\r?\n", perl = TRUE)[[1L]]
  starts <- grep("^HTTP/[0-9.]+ ", lines)
  lines <- if (length(starts) > 0L) lines[utils::tail(starts, 1L):length(lines)]
  end <- match("", lines)
  # A head without the empty line at its end is none.
  if (is.na(end)) {
    return(list(status = 0L, reason = "", headers = api_headers(character())))
  }
  # Trailers of a chunked body stand behind it.
  lines <- lines[seq_len(end - 1L)]
  first <- regmatches(lines[[1L]], regexec("^HTTP/[0-9.]+ ([0-9]{3})(?: (.*))?$", lines[[1L]], perl = TRUE))[[1L]]
  fields <- grep("^[^:\\s]+:", lines[-1L], value = TRUE, perl = TRUE)
  values <- trimws(sub("^[^:]+:", "", fields))
  list(
    status = if (length(first) > 0L) as.integer(first[[2L]]) else 0L,
    reason = if (length(first) > 2L) first[[3L]] else "",
    headers = api_headers(structure(values, names = sub(":.*$", "", fields)))
  )
}
