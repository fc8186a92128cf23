# URLs of calls: base, path and query, and the rules that keep a call at its origin.

# An absolute http(s) URL in its parts, NULL for anything else.
split_url <- function(url) {
  pattern <- "^([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?$"
  parts <- regmatches(url, regexec(pattern, url))[[1L]]
  if (length(parts) == 0L) {
    return(NULL)
  }
  authority <- "^(.*@)?(\\[[0-9A-Fa-f:.%]+\\]|[^@:\\[\\]]+)(:([0-9]*))?$"
  host <- regmatches(parts[[3L]], regexec(authority, parts[[3L]], perl = TRUE))[[1L]]
  scheme <- tolower(parts[[2L]])
  if (length(host) == 0L || !scheme %in% c("http", "https")) {
    return(NULL)
  }
  port <- if (nzchar(host[[5L]])) as.numeric(host[[5L]]) else c(http = 80, https = 443)[[scheme]]
  if (port > 65535) {
    return(NULL)
  }
  list(
    scheme = scheme, authority = parts[[3L]], user = host[[2L]], host = tolower(host[[3L]]),
    port = port, path = parts[[4L]], query = sub("^\\?", "", parts[[5L]]), fragment = parts[[6L]]
  )
}

is_illegal_url <- function(url) grepl("[\x01-\x20\x7f\\\\]", url, perl = TRUE)

# A base URL: origin, path without its last slash, query. Refuses credentials and fragments.
base_parts <- function(url) {
  parts <- if (is.character(url) && length(url) == 1L) split_url(url)
  if (is.null(parts) || is_illegal_url(url)) {
    fail_request("the base URL has to start with https:// or http:// and a host: set `base_path`")
  }
  if (nzchar(parts$user)) {
    fail_request("the base URL holds credentials: set `username` and `password`")
  }
  if (nzchar(parts$fragment)) {
    fail_request("the base URL holds a fragment")
  }
  list(
    origin = paste0(parts$scheme, "://", parts$authority),
    path = percent_path(sub("/+$", "", parts$path)),
    query = percent_query(parts$query)
  )
}

# Scheme, host and port (RFC 6454 section 4).
origin_of <- function(url) {
  parts <- split_url(url)
  if (is.null(parts)) NULL else paste(parts$scheme, parts$host, parts$port)
}

# The URL of a path (encoded, with its slash) and of query pieces behind a base.
join_url <- function(base, path, query) {
  pieces <- c(base$query, query)
  pieces <- pieces[nzchar(pieces)]
  url <- paste0(base$origin, base$path, path)
  if (length(pieces) > 0L) {
    url <- paste0(url, "?", paste(pieces, collapse = "&"))
  }
  if (!identical(origin_of(url), origin_of(base$origin))) {
    fail_request("the URL of the call would leave the configured origin")
  }
  url
}

server_url <- function(server, chosen) {
  url <- server$url
  for (variable in server$variables) {
    value <- chosen[[variable$name]]
    value <- if (is.null(value)) variable$default else as.character(value)
    if (length(variable$values) > 0L && !value %in% variable$values) {
      fail_request(
        "the server variable `", variable$name, "` is one of ", paste(variable$values, collapse = ", ")
      )
    }
    url <- gsub(paste0("{", variable$name, "}"), value, url, fixed = TRUE)
  }
  url
}

HOLE <- "\\{([^{}]*)\\}"

# Fill a path template with encoded texts; gives path and query. Refuses a hole without a text, and
# a segment that is or decodes to `.` or `..`.
expand_path <- function(template, texts) {
  bare <- sub("#.*$", "", template)
  mark <- regexpr("?", bare, fixed = TRUE)
  path <- if (mark > 0L) substr(bare, 1L, mark - 1L) else bare
  query <- if (mark > 0L) substring(bare, mark + 1L) else ""
  if (nzchar(path) && !startsWith(path, "/")) {
    path <- paste0("/", path)
  }
  segments <- strsplit(paste0(path, "/"), "/", fixed = TRUE)[[1L]]
  filled <- vapply(segments, function(segment) {
    found <- fill_holes(segment, texts, percent_path)
    if (grepl(HOLE, segment)) {
      refuse_dots(found, segment)
    }
    found
  }, "", USE.NAMES = FALSE)
  path <- paste(filled, collapse = "/")
  list(path = path, query = fill_holes(query, texts, percent_query))
}

fill_holes <- function(template, texts, literal) {
  if (!nzchar(template)) {
    return("")
  }
  found <- gregexpr(HOLE, template)
  names <- gsub("[{}]", "", regmatches(template, found)[[1L]])
  between <- regmatches(template, found, invert = TRUE)[[1L]]
  values <- vapply(names, function(name) {
    text <- texts[[name]]
    if (is.null(text)) {
      fail_request("the path parameter `", name, "` needs a value")
    }
    text
  }, "", USE.NAMES = FALSE)
  between <- vapply(between, literal, "", USE.NAMES = FALSE)
  paste(c(rbind(between, c(values, ""))), collapse = "")
}

refuse_dots <- function(segment, template) {
  decoded <- percent_decoded(segment)
  # Some servers cut a segment at its first semicolon before they resolve dots.
  if (any(c(decoded, sub(";.*$", "", decoded)) %in% c(".", ".."))) {
    fail_request("the path parameter in ", template, " makes a segment `.` or `..`: it is refused")
  }
}

# Where a redirect leads, NULL where it leaves the origin or is no URL (RFC 3986 section 5.2).
redirected <- function(url, location) {
  if (is_illegal_url(location)) {
    return(NULL)
  }
  target <- resolve_url(url, location)
  parts <- if (!is.null(target)) split_url(target)
  if (is.null(parts) || nzchar(parts$user) || !identical(origin_of(target), origin_of(url))) {
    return(NULL)
  }
  sub("#.*$", "", target)
}

# A reference against an absolute URL; NULL for what is none.
resolve_url <- function(url, reference) {
  base <- split_url(url)
  if (grepl("^[A-Za-z][A-Za-z0-9+.-]*:", reference)) {
    return(reference)
  }
  origin <- paste0(base$scheme, "://", base$authority)
  if (startsWith(reference, "//")) {
    return(paste0(base$scheme, ":", reference))
  }
  if (startsWith(reference, "/")) {
    return(paste0(origin, reference))
  }
  if (startsWith(reference, "?")) {
    return(paste0(origin, base$path, reference))
  }
  tail <- sub("^[^?#]*", "", reference)
  path <- paste0(sub("[^/]*$", "", base$path), sub("[?#].*$", "", reference))
  paste0(origin, without_dots(path), tail)
}

without_dots <- function(path) {
  kept <- character()
  pieces <- strsplit(paste0(path, "/"), "/", fixed = TRUE)[[1L]][-1L]
  for (piece in pieces) {
    if (piece == "..") {
      kept <- utils::head(kept, -1L)
    } else if (piece != ".") {
      kept <- c(kept, piece)
    }
  }
  if (utils::tail(pieces, 1L) %in% c(".", "..")) {
    kept <- c(kept, "")
  }
  paste0("/", paste(kept, collapse = "/"))
}
