# Run one example of a page: `Rscript r_example.R FILE`, with the client of CLIENT_FOLDER.

options(warn = 2)
.libPaths(c(file.path(Sys.getenv("CLIENT_FOLDER"), "library"), .libPaths()))
source(commandArgs(trailingOnly = TRUE)[[1L]], print.eval = TRUE, encoding = "UTF-8")
