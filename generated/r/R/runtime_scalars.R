# Scalars as text: for JSON, and for parameters.

# JSON of the elements of a vector; NA is null.
scalar_json <- function(x, path = "") {
  texts <- if (is.character(x)) {
    quote_json(x)
  } else if (is.logical(x)) {
    ifelse(x, "true", "false")
  } else {
    if (any(is.nan(x) | is.infinite(x))) {
      fail_write(path, "a number that is not finite cannot be sent")
    }
    number_text(x)
  }
  texts[is.na(x)] <- "null"
  texts
}

# The shortest text that reads as the same number.
number_text <- function(x) {
  if (inherits(x, "json_integer")) {
    return(format(x))
  }
  if (is.integer(x)) {
    return(sprintf("%d", x))
  }
  texts <- sprintf("%.15g", x)
  # Whole numbers have no exponent: many a server takes 1e+15 for no integer.
  whole <- !is.na(x) & abs(x) < 1e21 & x == trunc(x)
  texts[whole] <- sprintf("%.0f", x[whole])
  for (digits in 16:17) {
    wrong <- !is.na(x) & as.numeric(texts) != x
    if (!any(wrong)) {
      break
    }
    texts[wrong] <- sprintf("%.*g", digits, x[wrong])
  }
  texts
}

# The same without an exponent, as parameters are written.
decimal_text <- function(x) {
  text <- number_text(x)
  parts <- regmatches(text, regexec("^(-?)([0-9]+)(?:\\.([0-9]+))?[eE]([+-]?[0-9]+)$", text))[[1L]]
  if (length(parts) == 0L) {
    return(text)
  }
  digits <- paste0(parts[[3L]], parts[[4L]])
  point <- nchar(parts[[3L]]) + as.integer(parts[[5L]])
  if (point <= 0L) {
    return(paste0(parts[[2L]], "0.", strrep("0", -point), digits))
  }
  digits <- paste0(digits, strrep("0", max(0L, point - nchar(digits))))
  rest <- substring(digits, point + 1L)
  paste0(parts[[2L]], substr(digits, 1L, point), if (nzchar(rest)) paste0(".", rest) else "")
}

ESCAPES <- c("\b" = "\\b", "\t" = "\\t", "\n" = "\\n", "\f" = "\\f", "\r" = "\\r")

# Text as JSON strings. Raises ApiRequestError for bytes that are no text.
quote_json <- function(x) {
  x <- utf8(x)
  if (any(grepl("[\"\\\\\x01-\x1f]", x, perl = TRUE))) {
    x <- gsub("([\"\\\\])", "\\\\\\1", x, perl = TRUE)
    for (code in c(1:31)) {
      control <- rawToChar(as.raw(code))
      if (any(grepl(control, x, fixed = TRUE))) {
        short <- ESCAPES[control]
        x <- gsub(control, if (is.na(short)) sprintf("\\u%04x", code) else short, x, fixed = TRUE)
      }
    }
  }
  paste0("\"", x, "\"", recycle0 = TRUE)
}

# Text in UTF-8.
utf8 <- function(x) {
  if (!all(validEnc(x))) {
    fail_request("a text is not valid in its encoding")
  }
  enc2utf8(x)
}

# A scalar as parameters are written: true/false, plain decimals, RFC 3339.
scalar_text <- function(x) {
  if (is.null(x) || inherits(x, "json_null")) {
    return("null")
  }
  if (inherits(x, "json_text")) {
    fail_request("a text with NUL cannot be sent here")
  }
  if (inherits(x, c("POSIXt", "Date"))) {
    return(date_text(x))
  }
  if (is.factor(x) || inherits(x, "json_integer")) {
    return(as.character(x))
  }
  if (length(x) != 1L || !is.atomic(x)) {
    fail_request("a value of class ", class(x)[[1L]], " cannot be sent here")
  }
  if (is.na(x) && !is.nan(x)) {
    return("null")
  }
  if (is.logical(x)) {
    return(if (x) "true" else "false")
  }
  if (is.character(x)) {
    return(utf8(x))
  }
  if (!is.numeric(x) || !is.finite(x)) {
    fail_request("a number that is not finite cannot be sent")
  }
  decimal_text(x)
}
