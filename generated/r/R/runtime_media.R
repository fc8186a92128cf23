# Media types (RFC 9110 section 8.3.1), and which of the declared contents a response is.

# type, subtype (lower case) and charset of a header value.
media_type <- function(text) {
  text <- if (is.null(text)) "" else text
  essence <- tolower(trimws(sub(";.*$", "", text)))
  parts <- strsplit(essence, "/", fixed = TRUE)[[1L]]
  pattern <- ";\\s*charset\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]*))"
  charset <- regmatches(text, regexec(pattern, text, ignore.case = TRUE, perl = TRUE))[[1L]]
  charset <- if (length(charset) > 0L) tolower(paste0(charset[[2L]], charset[[3L]])) else ""
  list(
    type = if (length(parts) > 0L) parts[[1L]] else "",
    subtype = if (length(parts) > 1L) parts[[2L]] else "",
    charset = if (nzchar(charset)) charset
  )
}

# Whether the bytes are one JSON text (RFC 6839 section 3.1 for `+json`).
is_json_media <- function(media) media$subtype == "json" || endsWith(media$subtype, "+json")

is_text_media <- function(media) {
  media$type == "text" || grepl("\\+(xml|yaml)$", media$subtype) ||
    media$subtype %in% c("xml", "javascript", "x-www-form-urlencoded", "yaml", "x-yaml")
}

covers <- function(range, media) {
  range$type %in% c("*", media$type) && range$subtype %in% c("*", media$subtype)
}

# The declared response for a status: exact, else its range, else `default`.
select_response <- function(responses, status) {
  declared <- toupper(vapply(responses, function(each) each$status, ""))
  at <- match(c(as.character(status), paste0(status %/% 100L, "XX"), "DEFAULT"), declared)
  at <- at[!is.na(at)]
  if (length(at) == 0L) NULL else responses[[at[[1L]]]]
}

# The declared content for a content type: exact, else the narrowest range, else JSON for any kind
# of JSON. A response without content type is taken for the first one.
select_content <- function(contents, content_type) {
  if (is.null(content_type) || !nzchar(trimws(content_type))) {
    return(contents[[1L]])
  }
  came <- media_type(content_type)
  declared <- lapply(contents, function(each) media_type(each$media_type))
  covering <- which(vapply(declared, covers, TRUE, came))
  if (length(covering) > 0L) {
    weight <- vapply(declared[covering], function(each) (each$type != "*") + (each$subtype != "*"), 1)
    return(contents[[covering[[which.max(weight)]]]])
  }
  json <- which(vapply(declared, is_json_media, TRUE))
  if (is_json_media(came) && length(json) > 0L) contents[[json[[1L]]]] else NULL
}

# The value of Accept; `streamed` is the media type of a stream when one is asked for. Without it,
# streams are not asked for where anything else is declared.
accepted <- function(responses, streamed = NULL) {
  if (!is.null(streamed)) {
    return(streamed)
  }
  contents <- unlist(lapply(responses, function(each) each$contents), recursive = FALSE)
  payloads <- vapply(contents, function(each) each$payload, "")
  whole <- contents[!payloads %in% c("event-stream", "json-lines")]
  if (length(whole) > 0L) {
    contents <- whole
    payloads <- vapply(contents, function(each) each$payload, "")
  }
  names <- unique(vapply(contents[order(payloads != "json")], function(each) each$media_type, ""))
  if (length(names) > 0L) paste(names, collapse = ", ") else "*/*"
}

# Whether a response has no body by definition (RFC 9110 section 6.4.1).
is_bodiless <- function(method, status) method == "HEAD" || status %in% c(204L, 205L, 304L)
