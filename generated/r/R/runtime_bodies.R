# Request bodies: the caller's value, in a media type that the operation takes.

# The body of a request: `source` and `content_type`, both NULL where there is none. `extra` are
# members to add to an object.
build_body <- function(body, value, chosen = NULL, extra = list()) {
  nothing <- list(source = NULL, content_type = NULL)
  if (is.null(body)) {
    if (!is.null(value) || length(extra) > 0L) {
      fail_request("the operation takes no body")
    }
    return(nothing)
  }
  is_absent <- is.null(value) || (inherits(value, "json_null") && !body$nullable)
  if (is_absent) {
    if (length(extra) == 0L) {
      if (body$required) {
        fail_request("the operation needs a body")
      }
      return(nothing)
    }
    value <- json_object()
  }
  found <- choose_content(body$contents, value, chosen)
  write <- BODY_WRITERS[[found$content$payload]]
  write(found$content, found$sent_as, value, extra)
}

choose_content <- function(contents, value, chosen) {
  if (!is.null(chosen)) {
    asked <- media_type(chosen)
    for (content in contents) {
      if (covers(media_type(content$media_type), asked)) {
        return(list(content = content, sent_as = chosen))
      }
    }
    known <- vapply(contents, function(each) each$media_type, "")
    fail_request("the operation takes ", paste(known, collapse = ", "), ", not `", chosen, "`")
  }
  payloads <- vapply(contents, function(each) each$payload, "")
  wanted <- if (is_file(value)) c("bytes", "json") else "json"
  at <- match(wanted, payloads)
  content <- contents[[c(at[!is.na(at)], 1L)[[1L]]]]
  list(content = content, sent_as = content$media_type)
}

text_source <- function(text) bytes_source(charToRaw(enc2utf8(text)))

write_typed <- function(value, type) {
  write_value(value, if (is.null(type)) type_any() else type, FALSE, "")
}

# A model or list with members of the call's options laid over it.
with_extra <- function(value, extra) {
  if (length(extra) == 0L) {
    return(value)
  }
  kind <- kind_of(value)
  if (kind != "object" && !(is.list(value) && length(value) == 0L)) {
    fail_request("`body` of the options needs a body that is an object")
  }
  if (is_model(value)) {
    copy <- clone_model(value)
    for (name in names(extra)) {
      set_member(copy, name, if (is.null(extra[[name]])) json_null else extra[[name]])
    }
    return(copy)
  }
  value[names(extra)] <- extra
  value
}

json_body <- function(content, sent_as, value, extra) {
  # JSON is one of the types that `*/*` stands for.
  sent_as <- if (grepl("*", sent_as, fixed = TRUE)) "application/json" else sent_as
  list(source = text_source(write_typed(with_extra(value, extra), content$type)), content_type = sent_as)
}

json_lines_body <- function(content, sent_as, value, extra) {
  refuse_extra(extra)
  if (kind_of(value) != "array") {
    fail_request("the body is a list of values, one per line")
  }
  type <- if (is.null(content$type)) type_any() else settle_type(content$type)
  item <- if (type$is == "list") type$item else type
  lines <- vapply(as.list(value), write_typed, "", item)
  list(source = text_source(paste0(lines, "\n", collapse = "")), content_type = sent_as)
}

text_body <- function(content, sent_as, value, extra) {
  refuse_extra(extra)
  if (is.raw(value)) {
    return(list(source = bytes_source(value), content_type = sent_as))
  }
  if (is_null(value) || is_model(value) || (is.list(value) && !is.object(value)) || length(value) != 1L) {
    fail_request("the body is text, not a ", class(value)[[1L]])
  }
  text <- scalar_text(value)
  charset <- media_type(sent_as)$charset
  if (!is.null(charset) && !charset %in% c("utf-8", "utf8")) {
    data <- iconv(text, "UTF-8", charset, toRaw = TRUE)[[1L]]
    if (is.null(data)) {
      fail_request("the body cannot be written as ", charset)
    }
    return(list(source = bytes_source(data), content_type = sent_as))
  }
  list(source = text_source(text), content_type = sent_as)
}

bytes_body <- function(content, sent_as, value, extra) {
  refuse_extra(extra)
  file <- as_file(value)
  if (grepl("*", sent_as, fixed = TRUE)) {
    guessed <- if (is.null(file$type)) guessed_type(file$name) else file$type
    sent_as <- if (is.null(guessed)) "application/octet-stream" else guessed
  }
  list(source = source_of(file), content_type = sent_as)
}

# The members of a form or multipart body as the caller gave them.
body_members <- function(value, extra) {
  value <- with_extra(value, extra)
  if (is_model(value)) {
    value <- .subset2(value, ".data")
  }
  if (is.list(value) && length(value) == 0L) {
    return(list())
  }
  if (is.atomic(value) && !is.null(names(value))) {
    value <- as.list(value)
  }
  if (!is_object(value)) {
    fail_request("the body is an object: give its members by name")
  }
  value
}

form_body <- function(content, sent_as, value, extra) {
  members <- body_members(value, extra)
  type <- if (is.null(content$type)) type_any() else settle_type(content$type)
  pieces <- lapply(seq_along(members), function(at) {
    name <- names(members)[[at]]
    part <- part_of(content$parts, name, "json")
    form_pairs(part, if (type$is %in% c("record", "map")) member_type(type, name), members[[at]])
  })
  list(source = text_source(paste(unlist(pieces), collapse = "&")), content_type = sent_as)
}

# How a member is written; one that the document does not name goes by its value.
part_of <- function(parts, name, payload = "text") {
  for (each in parts) {
    if (each$name == name) {
      return(each)
    }
  }
  part(name, payload)
}

refuse_extra <- function(extra) {
  if (length(extra) > 0L) {
    fail_request("`body` of the options needs a body that is an object")
  }
}

BODY_WRITERS <- list(
  json = json_body,
  "json-lines" = json_lines_body,
  text = text_body,
  bytes = bytes_body,
  form = form_body,
  multipart = function(content, sent_as, value, extra) multipart_body(content, sent_as, value, extra),
  "event-stream" = function(content, sent_as, value, extra) {
    fail_request("a stream of events cannot be sent")
  }
)
