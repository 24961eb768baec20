# The sentences of locale/*/*.json become one table in base; the build stops where the languages disagree.
file(GLOB locale_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/locale/*/*.json)
set(locale_table ${CMAKE_BINARY_DIR}/generated/locale_table.cpp)
add_custom_command(
  OUTPUT ${locale_table}
  COMMAND ${Python3_EXECUTABLE} ${CMAKE_SOURCE_DIR}/tools/sentences.py ${CMAKE_SOURCE_DIR}/locale ${locale_table}
  DEPENDS ${CMAKE_SOURCE_DIR}/tools/sentences.py ${locale_files}
  COMMENT "Sentences of locale/" VERBATIM)
list(APPEND base_generated ${locale_table})
