# Response bodies: which of the declared contents came, and what it says.

# The value of a body. NULL where the document declares no content for the status; a status that it
# does not declare at all is decoded by its media type. Raises ApiDecodeError, without the facts of
# the response.
decode_body <- function(response, content_type, data, strict = FALSE) {
  if (is.null(response)) {
    return(plain_body(content_type, data))
  }
  if (length(response$contents) == 0L) {
    return(NULL)
  }
  found <- select_content(response$contents, content_type)
  if (is.null(found)) {
    promised <- vapply(response$contents, function(each) each$media_type, "")
    fail_decode("the response is ", essence(content_type), ", not ", paste(promised, collapse = " or "))
  }
  decode_content(found, content_type, data, strict)
}

essence <- function(content_type) {
  media <- media_type(content_type)
  paste0(media$type, "/", media$subtype)
}

decode_content <- function(content, content_type, data, strict) {
  came <- media_type(if (is.null(content_type)) content$media_type else content_type)
  if (content$payload == "bytes") {
    return(data)
  }
  if (content$payload == "json" || (content$payload != "text" && is_json_media(came))) {
    if (length(data) == 0L) {
      fail_decode("the response is empty")
    }
    return(decode_json_bytes(content$type, came, data, strict))
  }
  if (content$payload == "json-lines") {
    return(decode_lines(content$type, data, strict))
  }
  text_of(came, data)
}

decode_lines <- function(type, data, strict) {
  decoder <- new_line_decoder()
  texts <- c(decoder$feed(data), decoder$finish())
  lapply(texts, function(event) decode_json(type, event$data, strict))
}

decode_json_bytes <- function(type, media, data, strict) {
  if (is.null(media$charset) || media$charset %in% c("utf-8", "utf8", "us-ascii")) {
    text <- tryCatch(rawToChar(data), error = function(e) {
      fail_decode("the response is no JSON: it holds a NUL byte")
    })
    Encoding(text) <- "UTF-8"
  } else {
    text <- text_of(media, data)
  }
  tryCatch(decode_json(type, text, strict), ApiDecodeError = function(e) {
    fail_decode("the response is not what it should be: ", e$message)
  })
}

# A body by its media type alone: JSON as plain lists, text as text, the rest as bytes.
plain_body <- function(content_type, data) {
  if (length(data) == 0L) {
    return(NULL)
  }
  media <- media_type(content_type)
  if (is_json_media(media)) {
    return(decode_json_bytes(NULL, media, data, FALSE))
  }
  if (is_text_media(media)) text_of(media, data) else data
}

# The text of a body in its charset, UTF-8 where it names none or one that is unknown; what is no
# text is replaced.
text_of <- function(media, data) {
  charset <- media$charset
  if (!is.null(charset) && !charset %in% c("utf-8", "utf8")) {
    text <- tryCatch(
      iconv(list(data[data != as.raw(0L) | startsWith(charset, "utf-")]), charset, "UTF-8", sub = "\ufffd"),
      error = function(e) NA_character_
    )
    if (!is.na(text)) {
      return(text)
    }
  }
  utf8_text(data)
}

WHOLE_CHARACTERS <- paste0(
  "(?:[\\x00-\\x7f]|[\\xc2-\\xdf][\\x80-\\xbf]|\\xe0[\\xa0-\\xbf][\\x80-\\xbf]|",
  "[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}|\\xed[\\x80-\\x9f][\\x80-\\xbf]|",
  "\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}|[\\xf1-\\xf3][\\x80-\\xbf]{3}|",
  "\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2})"
)
BROKEN_CHARACTER <- paste0(
  "\\xe0[\\xa0-\\xbf]|[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]|\\xed[\\x80-\\x9f]|",
  "\\xf0[\\x90-\\xbf][\\x80-\\xbf]?|[\\xf1-\\xf3][\\x80-\\xbf]{1,2}|",
  "\\xf4[\\x80-\\x8f][\\x80-\\xbf]?|[\\x80-\\xff]"
)
NOT_UTF8 <- paste0(WHOLE_CHARACTERS, "(*SKIP)(*FAIL)|", BROKEN_CHARACTER)

# Bytes as UTF-8 text; each maximal part that is none becomes one replacement character (WHATWG
# Encoding, UTF-8 decoder). R's text holds no NUL: it becomes the symbol for it.
utf8_text <- function(data) {
  if (any(data == as.raw(0L))) {
    data <- unlist(lapply(data, function(byte) if (byte == 0L) charToRaw("\u2400") else byte))
  }
  text <- rawToChar(data)
  if (!validUTF8(text)) {
    text <- gsub(NOT_UTF8, "\xef\xbf\xbd", text, perl = TRUE, useBytes = TRUE)
  }
  Encoding(text) <- "UTF-8"
  if (startsWith(text, "\ufeff")) substring(text, 2L) else text
}
