# multipart/form-data (RFC 7578, OpenAPI 3.1 section 4.8.14.3): parts, their headers, their bytes.

OCTETS <- "application/octet-stream"

multipart_body <- function(content, sent_as, value, extra) {
  members <- body_members(value, extra)
  type <- if (is.null(content$type)) type_any() else settle_type(content$type)
  mark <- random_hex(16L)
  pieces <- list()
  for (at in seq_along(members)) {
    name <- names(members)[[at]]
    part <- part_of(content$parts, name)
    inner <- if (type$is %in% c("record", "map")) member_type(type, name) else type_any()
    for (item in part_items(part, inner, members[[at]])) {
      pieces <- c(
        pieces, list(text_source(paste0("--", mark, "\r\n"))),
        write_part(part, item$type, item$value), list(text_source("\r\n"))
      )
    }
  }
  pieces <- c(pieces, list(text_source(paste0("--", mark, "--\r\n"))))
  media <- trimws(sub(";.*$", "", sent_as))
  media <- if (grepl("*", media, fixed = TRUE)) "multipart/form-data" else media
  list(source = joined_source(pieces), content_type = paste0(media, "; boundary=", mark))
}

# An array goes item by item, but where its part as a whole is declared as JSON. Null is left out.
part_items <- function(part, type, value) {
  if (is_null(value)) {
    return(list())
  }
  one <- function(value, type) list(value = value, type = type)
  if (is_file(value)) {
    return(list(one(value, type)))
  }
  bare <- narrowed(type, value)
  shape <- if (is_model(value)) value else shaped(type, value)
  if (!is.list(shape) || is.object(shape) || !is.null(names(shape))) {
    return(list(one(value, type)))
  }
  if (part$payload == "json" && !is.null(part$media_type) && !isTRUE(part$explode)) {
    return(list(one(value, type)))
  }
  inner <- if (bare$is == "list") bare$item else type_any()
  lapply(shape[!vapply(shape, is_null, TRUE)], one, inner)
}

write_part <- function(part, type, value) {
  if (part$payload == "bytes" || is_file(value)) {
    if (is.character(value) && !is.object(value)) {
      fail_request("the part `", part$name, "` is a file: say api_file(path), or give raw bytes")
    }
    file <- as_file(value)
    media <- declared_type(part, file)
    name <- if (is.null(file$name)) part$name else file$name
    head <- part_head(part$name, name, if (is.null(media)) OCTETS else media, file$headers)
    return(list(head, source_of(file)))
  }
  is_structure <- is_model(value) || (is.list(value) && !is.object(value)) || kind_of(value) == "array"
  if (part$payload == "json" || is_structure) {
    media <- if (is.null(part$media_type)) "application/json" else part$media_type
    return(list(part_head(part$name, NULL, media), text_source(write_typed(value, type))))
  }
  text <- if (is_null(value)) "" else scalar_text(value)
  list(part_head(part$name, NULL, part$media_type), text_source(text))
}

# The type of a file: the caller's, else the document's where it names just one (which
# application/octet-stream does not: it is what every file has by default), else that of its name.
declared_type <- function(part, file) {
  declared <- part$media_type
  names_one <- !is.null(declared) && declared != OCTETS && !grepl("[,*]", declared)
  if (!is.null(file$type)) {
    return(file$type)
  }
  if (names_one) declared else guessed_type(file$name)
}

part_head <- function(name, file_name, media, headers = character()) {
  disposition <- paste0("form-data; name=\"", quoted_name(name), "\"")
  if (!is.null(file_name)) {
    disposition <- paste0(disposition, "; filename=\"", quoted_name(file_name), "\"")
  }
  fields <- c("Content-Disposition" = disposition)
  if (!is.null(media)) {
    fields <- c(fields, checked_header("Content-Type", media))
  }
  for (key in names(headers)) {
    if (tolower(key) %in% c("content-disposition", "content-type")) {
      fail_request("the part `", name, "` has its ", key, " from name and type")
    }
    fields <- c(fields, checked_header(key, headers[[key]]))
  }
  text_source(paste0(paste0(names(fields), ": ", fields, "\r\n", collapse = ""), "\r\n"))
}

# A name inside quotes, as browsers write it (WHATWG HTML, multipart encoding).
quoted_name <- function(text) {
  text <- gsub("\r", "%0D", enc2utf8(text), fixed = TRUE)
  text <- gsub("\n", "%0A", text, fixed = TRUE)
  gsub("\"", "%22", text, fixed = TRUE)
}
