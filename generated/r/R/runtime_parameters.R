# Parameters on the wire: every style and explode of OpenAPI 3.1, section 4.8.12.3.
#
# Null members of lists and objects are left out (RFC 6570 section 2.3). The standard does not say
# how a list or object inside a list or object is written: as compact JSON text, but in
# `deepObject`, where brackets nest and a list has its indices.

SEPARATORS <- c(form = ",", spaceDelimited = "%20", pipeDelimited = "%7C")

# A caller's value in the shape of JSON: a list with names, a list without, or a scalar. The type
# says whether a vector of length one is a list.
shaped <- function(type, value) {
  if (is_model(value)) {
    value <- .subset2(value, ".data")
    return(if (is.null(names(value))) json_object() else value)
  }
  if (inherits(value, c("json_null", "json_integer", "json_text", "POSIXt", "Date"))) {
    return(value)
  }
  if (is.factor(value)) {
    value <- as.character(value)
  }
  is_array <- inherits(value, "AsIs")
  if (is_array) {
    class(value) <- setdiff(class(value), "AsIs")
  }
  type <- narrowed(if (is.null(type)) type_any() else type, value)
  if (is_array || type$is == "list") {
    return(unname(as.list(value)))
  }
  if (is.list(value)) {
    empty <- length(value) == 0L && type$is %in% c("record", "map")
    return(if (empty) json_object() else value)
  }
  if (!is.null(names(value)) || length(value) != 1L) as.list(value) else value
}

# A scalar that is encoded as a whole: even NUL can be sent.
whole_text <- function(value) if (inherits(value, "json_text")) value else scalar_text(value)

is_null <- function(value) is.null(value) || inherits(value, "json_null")

# The text of a member of a list or object.
inner_text <- function(value) {
  value <- shaped(NULL, value)
  if (is_null(value) || (is.list(value) && !is.object(value))) to_json(value) else scalar_text(value)
}

item_texts <- function(value) {
  kept <- value[!vapply(value, is_null, TRUE)]
  vapply(kept, inner_text, "", USE.NAMES = FALSE)
}

# Names and texts of an object's members, as two parallel vectors.
member_texts <- function(value) {
  kept <- value[!vapply(value, is_null, TRUE)]
  list(names = enc2utf8(names(kept)), texts = vapply(kept, inner_text, "", USE.NAMES = FALSE))
}

each_text <- function(texts, encode) vapply(texts, encode, "", USE.NAMES = FALSE)

# The `name=value` pieces of a query parameter; none for an empty list or object.
query_pairs <- function(param, value) {
  encode <- if (isTRUE(param$allow_reserved)) percent_reserved else percent_component
  value_pairs(param$name, shaped(param$type, value), param$style, isTRUE(param$explode), percent_component, encode)
}

# The `name=value` pieces of a member of an urlencoded form.
form_pairs <- function(part, type, value) {
  value <- shaped(type, value)
  encode <- if (isTRUE(part$allow_reserved)) percent_reserved else percent_form
  style <- if (identical(part$payload, "json")) "content" else part$style
  if (style == "content" && !(is.list(value) && !is.object(value))) {
    style <- "form"
  }
  if (style == "content" && is.null(names(value)) && isTRUE(part$explode)) {
    # An array of objects is one JSON text per item, as it is in a multipart form.
    texts <- each_text(item_texts(value), encode)
    return(if (length(texts) > 0L) paste0(percent_form(part$name), "=", texts) else character())
  }
  value_pairs(part$name, value, style, isTRUE(part$explode), percent_form, encode)
}

value_pairs <- function(name, value, style, explode, key, encode) {
  pair <- function(names, texts) if (length(texts) > 0L) paste0(names, "=", texts) else character()
  if (style == "content") {
    return(pair(key(name), encode(to_json(value))))
  }
  if (style == "deepObject") {
    found <- deep_texts(name, value)
    return(pair(each_text(names(found), key), each_text(unname(found), encode)))
  }
  if (is_null(value)) {
    return(character())
  }
  separator <- if (style %in% names(SEPARATORS)) SEPARATORS[[style]] else ","
  if (is.list(value) && !is.object(value)) {
    if (is.null(names(value))) {
      texts <- each_text(item_texts(value), encode)
    } else {
      members <- member_texts(value)
      if (explode) {
        return(pair(each_text(members$names, key), each_text(members$texts, encode)))
      }
      texts <- each_text(c(rbind(members$names, members$texts)), encode)
    }
    joined <- if (explode || length(texts) == 0L) texts else paste(texts, collapse = separator)
    return(pair(key(name), joined))
  }
  pair(key(name), encode(whole_text(value)))
}

deep_texts <- function(name, value) {
  value <- shaped(NULL, value)
  if (is_null(value)) {
    return(character())
  }
  if (is.list(value) && !is.object(value)) {
    keys <- if (is.null(names(value))) seq_along(value) - 1L else names(value)
    found <- lapply(seq_along(value), function(at) {
      deep_texts(paste0(name, "[", keys[[at]], "]"), value[[at]])
    })
    return(unlist(found))
  }
  structure(scalar_text(value), names = name)
}

# What stands for a parameter in the path.
path_text <- function(param, value) {
  value <- shaped(param$type, value)
  if (param$style == "content" && !is.null(value)) {
    return(percent_segment(to_json(value)))
  }
  if (is_null(value) || (is.list(value) && !is.object(value) && length(value) == 0L)) {
    fail_request("the path parameter `", param$name, "` needs a value")
  }
  explode <- isTRUE(param$explode)
  switch(param$style,
    label = paste0(".", joined_text(value, if (explode) "." else ",", explode, ".,=")),
    matrix = matrix_text(param$name, value, explode),
    joined_text(value, ",", explode, ",=")
  )
}

joined_text <- function(value, separator, explode, delimiters) {
  if (!is.list(value) || is.object(value)) {
    return(percent_segment(whole_text(value)))
  }
  encode <- function(text) percent_segment(text, delimiters)
  if (is.null(names(value))) {
    return(paste(each_text(item_texts(value), encode), collapse = separator))
  }
  members <- member_texts(value)
  pairs <- paste(
    each_text(members$names, encode), each_text(members$texts, encode),
    sep = if (explode) "=" else ","
  )
  paste(pairs, collapse = separator)
}

matrix_text <- function(name, value, explode) {
  name <- percent_segment(name, ";=")
  encode <- function(text) percent_segment(text, ";,=")
  if (is.list(value) && !is.object(value)) {
    if (!explode) {
      return(paste0(";", name, "=", joined_text(value, ",", FALSE, ";,=")))
    }
    if (is.null(names(value))) {
      return(paste0(";", name, "=", each_text(item_texts(value), encode), collapse = ""))
    }
    members <- member_texts(value)
    return(paste0(";", each_text(members$names, encode), "=", each_text(members$texts, encode), collapse = ""))
  }
  # RFC 6570 section 3.2.7: an empty value leaves the equals sign out.
  text <- percent_segment(whole_text(value), ";")
  if (nzchar(text)) paste0(";", name, "=", text) else paste0(";", name)
}

# The value of a header parameter, NULL for an empty list or object.
header_text <- function(param, value) {
  value <- shaped(param$type, value)
  if (param$style == "content") {
    return(ascii_json(to_json(value)))
  }
  if (is_null(value)) {
    return(NULL)
  }
  if (inherits(value, "json_text")) {
    fail_request("the value of the header `", param$name, "` holds a control character")
  }
  if (!is.list(value) || is.object(value)) {
    return(scalar_text(value))
  }
  texts <- if (is.null(names(value))) {
    item_texts(value)
  } else {
    members <- member_texts(value)
    paste(members$names, members$texts, sep = if (isTRUE(param$explode)) "=" else ",", recycle0 = TRUE)
  }
  if (length(texts) > 0L) paste(texts, collapse = ",") else NULL
}

# JSON in which everything beyond ASCII is escaped.
ascii_json <- function(text) {
  codes <- utf8ToInt(text)
  escaped <- vapply(codes[codes > 126L], function(code) {
    if (code < 65536L) {
      return(sprintf("\\u%04x", code))
    }
    rest <- code - 65536L
    sprintf("\\u%04x\\u%04x", 55296L + rest %/% 1024L, 56320L + rest %% 1024L)
  }, "")
  pieces <- vapply(codes, intToUtf8, "")
  pieces[codes > 126L] <- escaped
  paste(pieces, collapse = "")
}

# Names and values of the cookies of a parameter, `name=value` each; an exploded list repeats it.
cookie_pairs <- function(param, value) {
  value <- shaped(param$type, value)
  name <- param$name
  if (param$style == "content") {
    return(checked_cookie(name, percent_cookie(to_json(value))))
  }
  if (is_null(value)) {
    return(character())
  }
  if (!is.list(value) || is.object(value)) {
    return(checked_cookie(name, percent_cookie(whole_text(value))))
  }
  names <- name
  if (is.null(names(value))) {
    texts <- each_text(item_texts(value), percent_cookie)
  } else {
    members <- member_texts(value)
    names <- if (isTRUE(param$explode)) members$names else name
    texts <- if (isTRUE(param$explode)) members$texts else c(rbind(members$names, members$texts))
    texts <- each_text(texts, percent_cookie)
  }
  if (!isTRUE(param$explode) && length(texts) > 0L) {
    texts <- paste(texts, collapse = ",")
  }
  names <- rep_len(names, length(texts))
  vapply(seq_along(texts), function(at) checked_cookie(names[[at]], texts[[at]]), "")
}
