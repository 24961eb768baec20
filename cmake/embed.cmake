# Each of these adds generated sources to <module>_generated; a module without such a file has none.
include(cmake/locale.cmake OPTIONAL)
include(cmake/migrations.cmake OPTIONAL)
include(cmake/templates.cmake OPTIONAL)
include(cmake/assets.cmake OPTIONAL)
include(cmake/print.cmake OPTIONAL)
