# Writing JSON. What came from a server is written by its shape; what a caller gave is written by
# the type that the document has for its place, so that "a" is an array where an array belongs.

# The JSON text of a value: a model, a list, a scalar. Raises an error of class ApiRequestError for
# what JSON does not have.
to_json <- function(x, pretty = FALSE) {
  text <- write_value(x, type_any(), TRUE, "")
  if (isTRUE(pretty)) {
    text <- as.character(jsonlite::prettify(text, indent = 2L))
    return(sub("\n+$", "", text))
  }
  text
}

# A value as plain nested lists: objects are named lists, arrays lists without names, null is NULL.
to_list <- function(x) {
  if (is_model(x)) {
    x <- .subset2(x, ".data")
    if (is.null(names(x))) {
      return(json_object())
    }
  }
  if (inherits(x, "json_null")) {
    return(NULL)
  }
  if (is.list(x) && length(x) > 0L && !is.data.frame(x)) {
    x[] <- lapply(x, to_list)
  }
  x
}

# `by_shape` says that the value is as a parser or a person would write it; else `type` decides.
write_value <- function(x, type, by_shape, path) {
  if (is.environment(x)) {
    if (is_model(x)) {
      return(write_model(x, path))
    }
    fail_write(path, "an environment is no JSON value")
  }
  if (is.null(x)) {
    return("null")
  }
  if (is.object(x)) {
    return(write_object_of_class(x, type, by_shape, path))
  }
  if (is.list(x)) {
    return(if (by_shape) write_plain(x, path) else write_list(x, type, path))
  }
  if (!is.atomic(x) || is.raw(x) || is.complex(x)) {
    fail_write(path, "a value of type ", typeof(x), " is no JSON value")
  }
  write_vector(x, type, path)
}

write_model <- function(x, path) {
  data <- .subset2(x, ".data")
  if (length(data) == 0L) {
    return("{}")
  }
  state <- states_of(x)
  type <- .subset2(x, ".type")
  names <- names(data)
  texts <- character(length(data))
  for (at in seq_along(data)) {
    by_shape <- state[[at]] < 2L
    inner <- if (by_shape) type else member_type(type, names[[at]])
    texts[[at]] <- write_value(data[[at]], inner, by_shape, paste0(path, "/", names[[at]]))
  }
  paste0("{", paste0(quote_json(names), ":", texts, collapse = ","), "}")
}

# A list as a parser gives it, scalars of a kind together: a response has thousands of them.
write_plain <- function(x, path) {
  names <- names(x)
  if (length(x) == 0L) {
    return(if (is.null(names)) "[]" else "{}")
  }
  texts <- rep.int("null", length(x))
  kinds <- vapply(x, typeof, "", USE.NAMES = FALSE)
  kinds[vapply(x, is.object, TRUE, USE.NAMES = FALSE) | lengths(x) != 1L & kinds != "NULL"] <- "other"
  kinds[!kinds %in% c("NULL", "logical", "integer", "double", "character", "list")] <- "other"
  strings <- which(kinds == "character")
  quoted <- quote_json(as.character(c(names, unlist(x[strings], use.names = FALSE))))
  texts[strings] <- quoted[length(names) + seq_along(strings)]
  for (kind in c("logical", "integer", "double")) {
    mine <- which(kinds == kind)
    if (length(mine) > 0L) {
      values <- unlist(x[mine], use.names = FALSE)
      wrong <- mine[is.nan(values) | is.infinite(values)][1L]
      texts[mine] <- scalar_json(values, paste0(path, "/", if (is.null(names)) wrong - 1L else names[wrong]))
    }
  }
  for (at in which(kinds %in% c("list", "other"))) {
    key <- if (is.null(names)) at - 1L else names[[at]]
    texts[[at]] <- write_value(x[[at]], any_type, TRUE, paste0(path, "/", key))
  }
  if (is.null(names)) {
    return(paste0("[", paste(texts, collapse = ","), "]"))
  }
  paste0("{", paste0(quoted[seq_along(names)], ":", texts, collapse = ","), "}")
}

any_type <- list(is = "any")

# A list as a caller gave it, by the type of its place.
write_list <- function(x, type, path) {
  names <- names(x)
  type <- narrowed(type, x)
  is_array <- type$is == "list" ||
    (is.null(names) && !(length(x) == 0L && type$is %in% c("record", "map")))
  if (is_array) {
    inner <- if (type$is == "list") type$item else any_type
    texts <- character(length(x))
    for (at in seq_along(x)) {
      texts[[at]] <- write_value(x[[at]], inner, FALSE, paste0(path, "/", at - 1L))
    }
    return(paste0("[", paste(texts, collapse = ","), "]"))
  }
  if (sum(names == "") > 1L) {
    fail_write(path, "a list has names for some of its elements only")
  }
  texts <- character(length(x))
  for (at in seq_along(x)) {
    inner <- if (type$is %in% c("record", "map")) member_type(type, names[[at]]) else any_type
    texts[[at]] <- write_value(x[[at]], inner, FALSE, paste0(path, "/", names[[at]]))
  }
  if (length(x) == 0L) "{}" else paste0("{", paste0(quote_json(names), ":", texts, collapse = ","), "}")
}

write_object_of_class <- function(x, type, by_shape, path) {
  if (inherits(x, "json_null")) {
    return("null")
  }
  if (inherits(x, "json_integer")) {
    return(format(x))
  }
  if (inherits(x, "json_text")) {
    return(attr(x, "json", exact = TRUE))
  }
  if (inherits(x, "AsIs")) {
    bare <- x
    class(bare) <- setdiff(class(x), "AsIs")
    settled <- settle_type(type)
    return(write_list(unname(as.list(bare)), if (settled$is == "list") settled else type_list(type_any()), path))
  }
  if (inherits(x, c("POSIXt", "Date"))) {
    return(write_vector(date_text(x), type, path))
  }
  if (is.factor(x)) {
    return(write_vector(as.character(x), type, path))
  }
  if (is.data.frame(x)) {
    rows <- lapply(seq_len(nrow(x)), function(row) lapply(as.list(x), function(column) column[[row]]))
    return(write_list(rows, type, path))
  }
  fail_write(path, "a value of class ", class(x)[[1L]], " is no JSON value")
}

# A vector is an array where the type says so, an object when it has names and the type is none of
# arrays, and a scalar when its length is one.
write_vector <- function(x, type, path) {
  type <- narrowed(type, x)
  names <- names(x)
  if (!is.null(names) && type$is != "list") {
    return(paste0("{", paste0(quote_json(names), ":", scalar_json(x, path), collapse = ","), "}"))
  }
  texts <- scalar_json(unname(x), path)
  if (length(x) == 1L && type$is != "list") texts else paste0("[", paste(texts, collapse = ","), "]")
}

# The type that decides how a value is written: of a union, the variant that the value is.
narrowed <- function(type, x) {
  type <- settle_type(type)
  while (type$is == "union") {
    found <- candidates(type, x)
    if (is.null(found) || length(found) == 0L) {
      lists <- Filter(function(each) takes(each, "array"), type$variants)
      if (is.list(x) || length(lists) == 0L) {
        return(type_any())
      }
      found <- lists
    }
    type <- settle_type(found[[1L]]$type)
  }
  type
}

fail_write <- function(path, ...) {
  fail_request("the value cannot be written", if (path == "") "" else paste0(" at ", path), ": ", ...)
}
