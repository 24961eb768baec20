# src/store/migrations/*.sql, compiled into the module store.
file(GLOB migrations CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/store/migrations/*.sql)
set(migrations_made ${CMAKE_BINARY_DIR}/generated/store/migrations.cpp)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/generated/store)
add_custom_command(
  OUTPUT ${migrations_made}
  COMMAND Python3::Interpreter ${CMAKE_SOURCE_DIR}/tools/migrations.py ${migrations_made} ${migrations}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/migrations.py ${migrations}
  VERBATIM)
list(APPEND store_generated ${migrations_made})
