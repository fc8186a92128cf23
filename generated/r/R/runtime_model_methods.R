# How models behave as R objects: `$`, `[[`, names, printing.

`$.api_model` <- function(x, name) {
  data <- .subset2(x, ".data")
  at <- match(name, names(data))
  if (is.na(at) || name %in% MODEL_METHODS) {
    return(model_method(x, name))
  }
  value <- data[[at]]
  if (is.list(value)) get_member(x, name) else value
}

model_method <- function(x, name) {
  switch(name,
    toJSON = function(...) to_json(x, ...),
    toList = function() to_list(x),
    clone = function(...) clone_model(x),
    initialize = ,
    .__enclos_env__ = .subset2(x, name),
    .subset2(x, name)
  )
}

`[[.api_model` <- function(x, i, ...) {
  if (is.character(i)) {
    return(get_member(x, i))
  }
  names <- names(x)
  if (length(i) != 1L || i < 1L || i > length(names)) {
    stop("there is no such member", call. = FALSE)
  }
  get_member(x, names[[i]])
}

`$<-.api_model` <- function(x, name, value) {
  if (name %in% MODEL_METHODS) {
    fail_request("`", name, "` is a method: set the member with [[\"", name, "\"]]")
  }
  set_member(x, name, value)
}

`[[<-.api_model` <- function(x, i, value) {
  set_member(x, if (is.character(i)) i else names(x)[[i]], value)
}

names.api_model <- function(x) {
  found <- names(.subset2(x, ".data"))
  if (is.null(found)) character() else found
}

length.api_model <- function(x) length(.subset2(x, ".data"))

as.list.api_model <- function(x, ...) {
  found <- lapply(names(x), function(name) get_member(x, name))
  names(found) <- names(x)
  found
}

all.equal.api_model <- function(target, current, ...) {
  if (!is_model(current)) {
    return("the other value is no model")
  }
  if (!identical(class(target)[[1L]], class(current)[[1L]])) {
    return(paste(class(target)[[1L]], "is no", class(current)[[1L]]))
  }
  all.equal(to_list(target), to_list(current), ...)
}

format.api_model <- function(x, ...) {
  paste0("<", class(x)[[1L]], "> ", to_json(x, pretty = TRUE))
}

print.api_model <- function(x, ...) {
  cat(format(x), "\n", sep = "")
  invisible(x)
}

# Without these, str() and dput() would show the environment that a model is made of.
str.api_model <- function(object, ...) {
  cat("<", class(object)[[1L]], ">\n", sep = "")
  utils::str(to_list(object), ...)
}
