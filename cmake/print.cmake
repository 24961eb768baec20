# The typeface of printed documents is carried inside the program, so that a report looks the same on every server and no font has
# to be installed. It comes from the npm package vazirmatn (OFL-1.1), looked for here and, as node does, in the folders above.
set(folder ${CMAKE_SOURCE_DIR})
set(font_folder "")
while(NOT font_folder AND NOT folder STREQUAL "/")
  if(EXISTS ${folder}/node_modules/vazirmatn/fonts/ttf/Vazirmatn-Regular.ttf)
    set(font_folder ${folder}/node_modules/vazirmatn/fonts/ttf)
  endif()
  get_filename_component(folder ${folder} DIRECTORY)
endwhile()
if(NOT font_folder)
  message(FATAL_ERROR "The typeface of printed documents (npm package vazirmatn) is not installed. Run this first: npm ci")
endif()
set(font_source ${CMAKE_BINARY_DIR}/generated/print/font_files.cpp)
configure_file(cmake/font_files.cpp.in ${font_source} @ONLY)
# .incbin is read by the assembler, so neither the compiler's dependency file nor a cache can know of it.
set_source_files_properties(${font_source} PROPERTIES
  OBJECT_DEPENDS "${font_folder}/Vazirmatn-Regular.ttf;${font_folder}/Vazirmatn-Bold.ttf")
list(APPEND print_generated ${font_source})
