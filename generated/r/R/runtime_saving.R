# Where a saved body goes: a file that appears under its name only when it is complete.

new_saving <- function(path) {
  if (!is.character(path) || length(path) != 1L) {
    fail_request("data_file is the path of a file")
  }
  in_place <- file.exists(path) && !utils::file_test("-f", path)
  part <- if (in_place) path else file.path(dirname(path), paste0(".", basename(path), ".", random_hex(4L), ".part"))
  connection <- NULL
  fault <- NULL
  noted <- function(work) {
    tryCatch(suppressWarnings(work), error = function(e) {
      fault <<- first_line(conditionMessage(e))
    })
  }
  refuse <- function() fail_request("the body cannot be saved: ", fault)
  list(
    # Bytes are written while libcurl is at work: an error is kept until it is not.
    write = function(bytes) {
      if (is.null(connection) && is.null(fault)) {
        noted(connection <<- file(part, "wb", raw = in_place))
      }
      if (is.null(fault)) {
        noted(writeBin(bytes, connection))
      }
    },
    commit = function() {
      if (is.null(connection) && is.null(fault)) {
        noted(connection <<- file(part, "wb", raw = in_place))
      }
      if (!is.null(connection)) {
        close(connection)
        connection <<- NULL
      }
      if (is.null(fault) && !in_place) {
        noted(if (!file.rename(part, path)) stop("the file cannot be renamed"))
      }
      if (!is.null(fault)) {
        if (!in_place) unlink(part)
        refuse()
      }
    },
    abandon = function() {
      if (!is.null(connection)) {
        close(connection)
        connection <<- NULL
      }
      if (!in_place) unlink(part)
    }
  )
}
