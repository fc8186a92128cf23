# Values through an R client: `Rscript r_round_trip.R FOLDER`, one JSON line each.
#
# FOLDER holds a generated client with its own library beside it; tests/support/round_trip.py tells
# the protocol.

options(warn = 2, keep.source = FALSE)
folder <- commandArgs(trailingOnly = TRUE)[[1L]]
package <- read.dcf(file.path(folder, "DESCRIPTION"), "Package")[[1L]]
.libPaths(c(file.path(folder, "library"), .libPaths()))
client <- loadNamespace(package)

back <- function(question) {
  tryCatch(
    {
      class <- getExportedValue(client, question$type)
      value <- class$fromJSON(question$text, strict = question$strict)
      list(text = client$to_json(value))
    },
    error = function(e) list(error = paste(class(e)[[1L]], conditionMessage(e)))
  )
}

input <- file("stdin", open = "r", encoding = "UTF-8")
while (length(line <- readLines(input, n = 1L)) == 1L) {
  answer <- back(jsonlite::fromJSON(line, simplifyVector = FALSE))
  cat(jsonlite::toJSON(answer, auto_unbox = TRUE), "\n", sep = "")
}
